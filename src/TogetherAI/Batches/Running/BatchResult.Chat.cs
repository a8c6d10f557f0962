namespace TogetherAI;

/// <summary>What became of one input of a run of conversations. Immutable.</summary>
/// <typeparam name="T">The caller's own type.</typeparam>
public sealed record BatchResult<T> : BatchResult<T, ChatResponse>;
