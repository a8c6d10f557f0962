namespace TogetherAI;

/// <summary>A string, or <c>{"video":…}</c>.</summary>
internal sealed class VideoReferenceConverter() : AddressConverter<VideoReference>("video")
{
    protected override VideoReference Make(string? address, bool isBare) => new() { Video = address!, IsBare = isBare };

    protected override (string Address, bool IsBare) Take(VideoReference value) => (value.Video, value.IsBare);
}
