namespace TogetherAI;

/// <summary>What became of one input of a run that asks for something else than conversations, for which there is <see cref="BatchResult{T}"/>. Immutable.</summary>
/// <typeparam name="T">The caller's own type.</typeparam>
/// <typeparam name="TResponse">What was asked for: <see cref="EmbeddingResponse"/>, <see cref="Transcription"/>.</typeparam>
public sealed record BatchResult<T, TResponse>
{
    /// <summary>The input.</summary>
    public required T Input { get; init; }

    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>The model's answer; never null where <see cref="Error"/> is null.</summary>
    public TResponse? Response { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public BatchError? Error { get; init; }
}
