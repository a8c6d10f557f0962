namespace TogetherAI.Local.Dedicated;

internal sealed record WireInstanceType
{
    // As far as the service counts; it says "or more" from there.
    private const int Cap = 10;

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string GpuType { get; init; }

    public required int GpuCount { get; init; }

    public required int GpuMemoryGib { get; init; }

    public required int PriceCentsPerHour { get; init; }

    public required IReadOnlyList<WireRegion> Regions { get; init; }

    public static WireInstanceType Of(HardwarePool pool)
    {
        InstanceTypeOptions type = pool.Type;
        return new WireInstanceType
        {
            Id = type.Id,
            Name = type.Id,
            Description = FormattableString.Invariant($"{type.GpuCount} x {type.GpuType}, {type.GpuMemoryGib} GiB each"),
            GpuType = type.GpuType,
            GpuCount = type.GpuCount,
            GpuMemoryGib = type.GpuMemoryGib,
            PriceCentsPerHour = type.PriceCentsPerHour,
            Regions = [.. pool.Regions.Select(region => new WireRegion(region, Headroom(pool.Free(region))))],
        };
    }

    private static WireHeadroom Headroom(int free) => free > Cap ? new(Cap, "RELATION_GTE") : new(free, "RELATION_EQ");
}

internal sealed record WireRegion(string Name, WireHeadroom Headroom);

internal sealed record WireHeadroom(int Value, string Relation);
