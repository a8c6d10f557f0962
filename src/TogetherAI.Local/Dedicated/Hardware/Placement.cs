namespace TogetherAI.Local.Dedicated;

/// <summary>Where the replicas of a workload may run.</summary>
internal sealed record Placement(IReadOnlyList<string> Regions, bool Required)
{
    public static Placement Anywhere { get; } = new([], false);

    /// <summary>A region with room, the one with the fewest of these replicas first; null where there is none.</summary>
    public string? Choose(HardwarePool hardware, IEnumerable<string?> taken)
    {
        ILookup<string?, string?> own = taken.ToLookup(static region => region);
        string? Best(IEnumerable<string> regions) => regions.Where(region => hardware.Free(region) > 0).MinBy(region => own[region].Count());
        return Regions.Count == 0 ? Best(hardware.Regions) : Best(Regions) ?? (Required ? null : Best(hardware.Regions));
    }

    public string Describe(HardwarePool hardware) => string.Join(", ", Regions.Count > 0 && Required ? Regions : hardware.Regions);
}
