namespace TogetherAI;

/// <summary>Why a video was not made. Immutable.</summary>
public sealed record VideoError : WireModel
{
    /// <summary>The service's code; null where it gave none.</summary>
    public string? Code { get; init; }

    /// <summary>The reason, for people.</summary>
    public string Message { get => field ?? ""; init; }
}
