namespace TogetherAI;

/// <summary>The LoRA adapters on an endpoint of the first version. Immutable.</summary>
public sealed record EndpointV1AdapterList : TogetherResponse
{
    /// <summary>Always <c>list</c>.</summary>
    public string? Object { get; init; }

    /// <summary>The adapters. Never null.</summary>
    public IReadOnlyList<EndpointV1Adapter> Data { get => field ?? []; init; }
}
