namespace TogetherAI.Local.Dedicated;

/// <summary>One instance type and how much of it is taken. Guarded by the cloud's lock.</summary>
internal sealed class HardwarePool(InstanceTypeOptions options)
{
    private readonly SortedDictionary<string, (int Room, int Taken)> _regions =
        new(options.Regions.ToDictionary(static region => region.Key, static region => (region.Value, 0)), StringComparer.Ordinal);

    public string Id => options.Id;

    public InstanceTypeOptions Type => options;

    public IEnumerable<string> Regions => _regions.Keys;

    public bool Has(string region) => _regions.ContainsKey(region);

    /// <summary>How many more replicas fit; zero too where more run than there is room for by now.</summary>
    public int Free(string region) => _regions.TryGetValue(region, out (int Room, int Taken) stock) ? Math.Max(0, stock.Room - stock.Taken) : 0;

    public void SetRoom(string region, int room) => _regions[region] = (room, _regions[region].Taken);

    public void Take(string region) => _regions[region] = (_regions[region].Room, _regions[region].Taken + 1);

    public void Return(string region) => _regions[region] = (_regions[region].Room, _regions[region].Taken - 1);
}
