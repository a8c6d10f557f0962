namespace TogetherAI;

/// <summary>What became of one input of a run of conversations. Immutable.</summary>
/// <typeparam name="T">The caller's own type.</typeparam>
public sealed record BatchResult<T>
{
    /// <summary>The input.</summary>
    public required T Input { get; init; }

    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>The model's answer; never null where <see cref="Error"/> is null.</summary>
    public ChatResponse? Response { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public BatchError? Error { get; init; }
}
