namespace TogetherAI;

/// <summary>The hardware there is for endpoints of the first version. Immutable.</summary>
public sealed record HardwareList : TogetherResponse
{
    /// <summary>Always <c>list</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>The hardware. Never null.</summary>
    public IReadOnlyList<Hardware> Data { get => field ?? []; init; }
}
