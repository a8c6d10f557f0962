using TogetherAI.Local.Dedicated;

namespace TogetherAI.Local;

/// <summary>
/// What a virtual cloud has billed: every minute begun of every replica from when it was ready until it was gone, at the price of its
/// hardware. It outlives the endpoints. Thread-safe; each look is a copy of the moment.
/// </summary>
public sealed class DedicatedLedger
{
    private readonly VirtualCloud _cloud;

    internal DedicatedLedger(VirtualCloud cloud) => _cloud = cloud;

    /// <summary>The stretches of running, in the order of their beginning; what still runs is billed up to now.</summary>
    public IReadOnlyList<LedgerEntry> Entries => _cloud.Clock.Do(() => _cloud.Runs.ConvertAll(run => run.Entry(_cloud.Clock.Now)));

    /// <summary>The minutes of all entries.</summary>
    public int TotalMinutes => Entries.Sum(static entry => entry.Minutes);

    /// <summary>What all entries cost, in USD.</summary>
    public decimal TotalUsd => Entries.Sum(static entry => entry.Usd);

    /// <summary>The replicas that are billed right now.</summary>
    public int RunningReplicas => Entries.Count(static entry => entry.EndedAt is null);

    /// <summary>What an endpoint or a deployment cost so far, in USD.</summary>
    /// <param name="id">The id of either.</param>
    /// <returns>0 where it never ran.</returns>
    public decimal UsdOf(string id) => Of(id).Sum(static entry => entry.Usd);

    /// <summary>The minutes of an endpoint or a deployment so far.</summary>
    /// <param name="id">The id of either.</param>
    /// <returns>0 where it never ran.</returns>
    public int MinutesOf(string id) => Of(id).Sum(static entry => entry.Minutes);

    private IEnumerable<LedgerEntry> Of(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return Entries.Where(entry => entry.EndpointId == id || entry.DeploymentId == id);
    }
}
