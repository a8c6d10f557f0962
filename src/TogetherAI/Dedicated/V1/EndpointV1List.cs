namespace TogetherAI;

/// <summary>The endpoints of the first version. Immutable.</summary>
public sealed record EndpointV1List : TogetherResponse
{
    /// <summary>Always <c>list</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>The endpoints. Never null.</summary>
    public IReadOnlyList<EndpointV1> Data { get => field ?? []; init; }
}
