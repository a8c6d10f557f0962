using TogetherAI.Local.Dedicated;
using TogetherAI.Local.Lanes;

namespace TogetherAI.Local;

/// <summary>
/// A deployment of a virtual cloud, or an endpoint of the first version: what it does now, and ways to trouble it. Every member looks
/// anew. Thread-safe.
/// </summary>
public sealed class LocalDeployment
{
    private readonly VirtualCloud _cloud;
    private readonly IWorkloadOwner _owner;
    private readonly Workload _workload;

    internal LocalDeployment(VirtualCloud cloud, string id, string endpointId, IWorkloadOwner owner, Workload workload) =>
        (_cloud, Id, EndpointId, _owner, _workload) = (cloud, id, endpointId, owner, workload);

    /// <summary>Its id (<c>dep_…</c>).</summary>
    public string Id { get; }

    /// <summary>The endpoint's id (<c>ep_…</c>).</summary>
    public string EndpointId { get; }

    /// <summary>Its name, <c>project/endpoint/deployment</c>.</summary>
    public string Name => Look(() => _owner.Name);

    /// <summary>Its state, in the words of the second version.</summary>
    public DeploymentState State => new(Look(() => WireNames.Of(_workload.State)));

    /// <summary>The sentence that goes with the state.</summary>
    public string Message => Look(() => _workload.Message);

    /// <summary>How many replicas are wanted.</summary>
    public int DesiredReplicas => Look(() => _workload.Desired);

    /// <summary>How many replicas have hardware.</summary>
    public int ScheduledReplicas => Look(() => _workload.Scheduled);

    /// <summary>How many replicas serve.</summary>
    public int ReadyReplicas => Look(() => _workload.Ready);

    /// <summary>How many requests are being answered now.</summary>
    public int Running => _workload.Lane.Running;

    /// <summary>How many requests wait for a slot now.</summary>
    public int Queued => _workload.Lane.Queued;

    /// <summary>How many requests were answered to the end.</summary>
    public long Served => _workload.Lane.Served;

    /// <summary>How many requests were refused with 503 once they had been sent here.</summary>
    public long Refused => _workload.Lane.Refused;

    /// <summary>How many requests ended before their answer did.</summary>
    public long Unfinished => _workload.Lane.Unfinished;

    /// <summary>Makes it FAILED at once: its replicas are gone, and what they served breaks off. Without effect where it is stopped.</summary>
    /// <param name="message">What its status says.</param>
    public void Fail(string message = "The engine could not be started.")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        _cloud.Clock.Do(() => _workload.Fail(message));
    }

    /// <summary>
    /// Crashes replicas that are ready. What they serve breaks off; each is back after <see cref="DedicatedCloudOptions.ReplicaStartDelay"/>,
    /// and not billed meanwhile.
    /// </summary>
    /// <param name="replicas">How many; 1 or more. Default: 1. Where fewer are ready, all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="replicas"/> is less than 1.</exception>
    public void Crash(int replicas = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        _cloud.Clock.Do(() =>
        {
            foreach (WorkloadReplica replica in _workload.Replicas.Where(static replica => replica.Phase == ReplicaPhase.Ready).Take(replicas).ToArray())
                _workload.Crash(replica, _cloud.Options.ReplicaStartDelay, "engine: killed by signal 9");
        });
    }

    /// <summary>Makes everything that its replicas of now do from now on take longer: the reading of prompts, and each token.</summary>
    /// <param name="factor">How many times longer than usual. More than 0; 1 is the usual speed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is 0 or less.</exception>
    public void SlowDown(double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        foreach (LaneReplica replica in _workload.Lane.Replicas)
            replica.SlowDown(factor);
    }

    /// <summary>Name and state, for a log.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => $"{Name} {State}";

    private T Look<T>(Func<T> look) => _cloud.Clock.Do(look);
}
