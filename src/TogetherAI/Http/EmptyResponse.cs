namespace TogetherAI;

/// <summary>The answer of an operation that has nothing to say but that it is done. Immutable.</summary>
public sealed record EmptyResponse : TogetherResponse;
