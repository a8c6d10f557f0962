using TogetherAI.Local.Dedicated;

namespace TogetherAI.Local;

/// <summary>The hardware of a running virtual cloud: how much is free, and how much there is. Thread-safe.</summary>
public sealed class HardwareStock
{
    private readonly VirtualCloud _cloud;

    internal HardwareStock(VirtualCloud cloud) => _cloud = cloud;

    /// <summary>How many more replicas fit.</summary>
    /// <param name="instanceType">The hardware's id, such as <c>1xnvidia-h100-80gb</c>.</param>
    /// <param name="region">Where; <see langword="null"/> for all its regions together.</param>
    /// <returns>0 or more.</returns>
    /// <exception cref="KeyNotFoundException">There is no such hardware, or it is not in that region.</exception>
    public int Free(string instanceType, string? region = null) => _cloud.Clock.Do(() =>
    {
        HardwarePool pool = _cloud.Pool(instanceType);
        return RegionsOf(pool, region).Sum(pool.Free);
    });

    /// <summary>
    /// Changes how many replicas there is room for, those that run included. Less than run takes none of them away; more lets those start
    /// that wait for hardware, those of the oldest deployment first.
    /// </summary>
    /// <param name="instanceType">The hardware's id.</param>
    /// <param name="replicas">How many; 0 or more.</param>
    /// <param name="region">Where; <see langword="null"/> sets each of its regions to that number.</param>
    /// <exception cref="KeyNotFoundException">There is no such hardware, or it is not in that region.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="replicas"/> is negative.</exception>
    public void Set(string instanceType, int replicas, string? region = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        _cloud.Clock.Do(() =>
        {
            HardwarePool pool = _cloud.Pool(instanceType);
            foreach (string one in RegionsOf(pool, region))
                pool.SetRoom(one, replicas);
            _cloud.PlaceWaiting();
        });
    }

    private static string[] RegionsOf(HardwarePool pool, string? region) =>
        region is null ? [.. pool.Regions]
        : pool.Has(region) ? [region]
        : throw new KeyNotFoundException($"{pool.Id} is not in {region}. It is in: {string.Join(", ", pool.Regions)}.");
}
