namespace TogetherAI;

/// <summary>A part of a message's content. <see cref="Type"/> says which of the other properties is set. Immutable.</summary>
public sealed record ChatContentPart : WireModel
{
    /// <summary><c>text</c>, <c>image_url</c>, <c>video_url</c>, <c>audio_url</c> or <c>input_audio</c>; a kind from the future is kept.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>The text of a text part.</summary>
    public string? Text { get; init; }

    /// <summary>Where an image is.</summary>
    public MediaUrl? ImageUrl { get; init; }

    /// <summary>Where a video is.</summary>
    public MediaUrl? VideoUrl { get; init; }

    /// <summary>Where a recording is.</summary>
    public MediaUrl? AudioUrl { get; init; }

    /// <summary>A recording itself.</summary>
    public InputAudio? InputAudio { get; init; }

    /// <summary>A text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart FromText(string text) => new() { Type = "text", Text = text };

    /// <summary>An image by its address.</summary>
    /// <param name="url">An http or data address.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart FromImage(string url) => new() { Type = "image_url", ImageUrl = new() { Url = url } };

    /// <summary>An image by its bytes.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="mediaType">Its media type, such as <c>image/png</c>.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart FromImage(ReadOnlySpan<byte> bytes, string mediaType) =>
        FromImage($"data:{mediaType};base64,{Convert.ToBase64String(bytes)}");

    /// <summary>A video by its address.</summary>
    /// <param name="url">An http or data address.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart FromVideo(string url) => new() { Type = "video_url", VideoUrl = new() { Url = url } };

    /// <summary>A recording by its address.</summary>
    /// <param name="url">An http or data address.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart FromAudio(string url) => new() { Type = "audio_url", AudioUrl = new() { Url = url } };

    /// <summary>A recording by its bytes.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="format">Its format; the service takes <c>wav</c>.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart FromAudio(ReadOnlySpan<byte> bytes, string format = "wav") =>
        new() { Type = "input_audio", InputAudio = new() { Data = Convert.ToBase64String(bytes), Format = format } };
}
