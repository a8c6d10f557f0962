namespace TogetherAI;

/// <summary>A string, or <c>{"audio":…}</c>.</summary>
internal sealed class AudioReferenceConverter() : AddressConverter<AudioReference>("audio")
{
    protected override AudioReference Make(string? address, bool isBare) => new() { Audio = address!, IsBare = isBare };

    protected override (string Address, bool IsBare) Take(AudioReference value) => (value.Audio, value.IsBare);
}
