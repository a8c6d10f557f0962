namespace TogetherAI;

/// <summary>What became of an adapter that was added or removed. Immutable.</summary>
public sealed record EndpointV1AdapterChange : TogetherResponse
{
    /// <summary>Both together, <c>endpoint:adapter</c>.</summary>
    public string? ModelId { get; init; }

    /// <summary>Whether it was removed; null where it was added.</summary>
    public bool? Deleted { get; init; }
}
