namespace TogetherAI;

/// <summary>A recording inside a message. Immutable.</summary>
public sealed record InputAudio : WireModel
{
    /// <summary>The file's bytes, in base64.</summary>
    public string Data { get => field ?? ""; init; }

    /// <summary>The file's format; the service takes <c>wav</c>.</summary>
    public string Format { get => field ?? ""; init; }
}
