namespace TogetherAI;

/// <summary>Why a response was cut off. Immutable.</summary>
public sealed record ResponseIncompleteDetails : WireModel
{
    /// <summary>The reason, such as <c>max_output_tokens</c> or <c>content_filter</c>; null where the service did not say.</summary>
    public string? Reason { get; init; }
}
