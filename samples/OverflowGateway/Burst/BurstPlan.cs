namespace OverflowGateway.Burst;

/// <summary>How many requests come, and when.</summary>
/// <param name="Phases">Requests a second, for so long, one after the other.</param>
/// <param name="Lane">The only lane they may use; null for the router's choice.</param>
internal sealed record BurstPlan(IReadOnlyList<(double PerSecond, TimeSpan For)> Phases, string? Lane = null)
{
    /// <summary>The reserved lane of <see cref="OfflineLanes"/> takes about 14 a second: half of that, more than twice, half again.</summary>
    public static BurstPlan Default { get; } =
        new([(7, TimeSpan.FromSeconds(10)), (32, TimeSpan.FromSeconds(20)), (7, TimeSpan.FromSeconds(15))]);

    /// <summary>The moments, from the start: a Poisson process, the same on every run.</summary>
    public IEnumerable<(TimeSpan At, int Phase)> Arrivals()
    {
        Random random = new(1);
        TimeSpan from = TimeSpan.Zero;
        for (int phase = 0; phase < Phases.Count; phase++)
        {
            (double perSecond, TimeSpan length) = Phases[phase];
            TimeSpan at = from;
            from += length;
            while ((at += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond)) < from)
                yield return (at, phase);
        }
    }
}
