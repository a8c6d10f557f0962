namespace TogetherAI;

/// <summary>A LoRA adapter on an endpoint of the first version. Immutable.</summary>
public sealed record EndpointV1Adapter : WireModel
{
    /// <summary>Both together, <c>endpoint:adapter</c>: the model of an inference request.</summary>
    public string? ModelId { get; init; }

    /// <summary>The adapter.</summary>
    public string? AdapterName { get; init; }

    /// <summary>The endpoint.</summary>
    public string? EndpointName { get; init; }
}
