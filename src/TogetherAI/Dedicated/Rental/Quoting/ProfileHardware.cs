namespace TogetherAI;

/// <summary>Finds a profile's hardware in the price list, and a caller's wish among the profiles.</summary>
internal static class ProfileHardware
{
    /// <summary>The instance type that a profile runs on; null where the list has none.</summary>
    public static InstanceType? Find(DeploymentProfile profile, IReadOnlyList<InstanceType> types)
    {
        // The description calls a profile's GPU type an instance type, and an instance type's a GPU: both are looked for.
        InstanceType? byId = types.FirstOrDefault(type => Same(type.Id, profile.GpuType) || Same(type.Id, $"{profile.GpuCount}x{profile.GpuType}"));
        return byId ?? types.FirstOrDefault(type => Same(type.GpuType, profile.GpuType) && type.GpuCount == profile.GpuCount);
    }

    /// <summary>Whether a profile runs on what was wished for: an instance type or a GPU.</summary>
    public static bool Matches(string wish, DeploymentProfile profile, InstanceType? type) =>
        Same(wish, profile.GpuType) || (type is not null && (Same(wish, type.Id) || Same(wish, type.Name) || Same(wish, type.GpuType)));

    /// <summary>The regions that a rental allows, of those an instance type is offered in.</summary>
    public static IReadOnlyList<InstanceRegion> Allowed(InstanceType? type, IReadOnlyList<string>? wished) =>
        type is null ? [] : wished is null ? type.Regions : [.. type.Regions.Where(region => wished.Any(name => Same(name, region.Name)))];

    /// <summary>How many replicas fit into regions together, and whether that is all; null where none of them can tell.</summary>
    public static (int? Count, bool IsExact) Headroom(IReadOnlyList<InstanceRegion> regions)
    {
        int? count = null;
        bool exact = true;
        foreach (InstanceRegion region in regions)
        {
            if (region.Headroom?.Value is { } value)
                count = (count ?? 0) + value;
            exact &= region.Headroom is { Value: not null } headroom && headroom.Relation == HeadroomRelation.Exact;
        }

        return (count, exact && count is not null);
    }

    private static bool Same(string one, string other) => one.Length > 0 && one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
