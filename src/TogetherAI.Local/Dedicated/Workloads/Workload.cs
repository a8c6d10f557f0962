using TogetherAI.Local.Lanes;

namespace TogetherAI.Local.Dedicated;

/// <summary>
/// Replicas of one model on one kind of hardware: they find a place, start, serve, crash, drain and go. Guarded by the cloud's lock.
/// </summary>
internal sealed partial class Workload
{
    private readonly VirtualCloud _cloud;
    private readonly IWorkloadOwner _owner;
    private readonly List<WorkloadReplica> _replicas = [];
    private DeploymentFault? _fault;
    private string? _failure;
    private bool _wasReady;
    private int _start;
    private int _dry;

    public Workload(VirtualCloud cloud, IWorkloadOwner owner, HardwarePool hardware, Placement placement, CloudLane lane, WorkloadScaling scaling)
    {
        (_cloud, _owner, Hardware, Placement, Lane, Scaling) = (cloud, owner, hardware, placement, lane, scaling);
        (LastState, LastUsed) = (WorkloadState.Stopped, cloud.Clock.Now);
    }

    public HardwarePool Hardware { get; }

    public Placement Placement { get; }

    public CloudLane Lane { get; }

    /// <summary>How many replicas are wanted.</summary>
    public int Desired { get; private set; }

    public IReadOnlyList<WorkloadReplica> Replicas => _replicas;

    public int Ready => _replicas.Count(static replica => replica.Phase == ReplicaPhase.Ready);

    public int Scheduled => _replicas.Count(static replica => replica.Region is not null && replica.Phase != ReplicaPhase.Draining);

    private IEnumerable<WorkloadReplica> Live => _replicas.Where(static replica => replica.Phase != ReplicaPhase.Draining);

    private CloudClock Clock => _cloud.Clock;

    private DedicatedCloudOptions Options => _cloud.Options;

    /// <summary>Begins anew, after a stop or a failure or for the first time.</summary>
    /// <param name="atOnce">Whether the replicas have been running for long: there is nothing to wait for but hardware.</param>
    public void Start(bool atOnce = false)
    {
        (_failure, _wasReady, _hadHardware, _idleLook) = (null, false, true, null);
        _fault = _cloud.Faults.Take(_owner.Name);
        int start = ++_start;
        LastUsed = Clock.Now;
        if (_fault?.FailAfter is { } failAfter)
        {
            string message = _fault.Message;
            Clock.In(failAfter, () =>
            {
                if (start == _start)
                    Fail(message);
            });
        }

        RunDry();
        ScaleTo(Math.Max(1, Scaling.Min), atOnce);
    }

    /// <summary>Takes every replica away.</summary>
    public void Stop()
    {
        _start++;
        _dry++;
        _failure = null;
        ScaleTo(0);
    }

    /// <summary>Whatever ran is gone at once, and does not come back by itself.</summary>
    public void Fail(string message)
    {
        if (_failure is not null || Desired == 0)
            return;
        _start++;
        _dry++;
        _failure = message;
        foreach (WorkloadReplica replica in _replicas.ToArray())
            Remove(replica);
        Observe();
    }

    /// <summary>A ready replica crashes and starts anew on the same hardware.</summary>
    public void Crash(WorkloadReplica replica, TimeSpan downtime, string log)
    {
        EndServing(replica);
        replica.HasCrashed = true;
        _owner.Crashed(replica, log);
        Begin(replica, downtime);
        if (Ready == 0)
            RunDry();
        Observe();
    }

    private void ScaleTo(int wanted, bool atOnce = false)
    {
        if (wanted != Desired)
            _owner.Scaled(Desired, wanted);
        Desired = wanted;
        WorkloadReplica[] live = [.. Live];
        // The ones that are furthest from serving go first.
        foreach (WorkloadReplica replica in live
            .OrderBy(static replica => replica.Phase == ReplicaPhase.Ready ? 1 : 0)
            .ThenByDescending(replica => Array.IndexOf(live, replica))
            .Take(live.Length - wanted))
        {
            Drain(replica);
        }

        for (int i = live.Length; i < wanted; i++)
            _replicas.Add(new WorkloadReplica(_cloud.NewId("rep")));
        Place(atOnce);
        Observe();
    }

    /// <summary>Gives hardware to the replicas that wait for it, as far as there is any.</summary>
    public void Place(bool atOnce = false)
    {
        // The first replicas of a start wait for the deployment itself to be set up.
        TimeSpan setup = _wasReady || atOnce ? TimeSpan.Zero : Options.ProvisioningDelay;
        foreach (WorkloadReplica replica in _replicas)
        {
            if (replica.Phase != ReplicaPhase.Waiting || Placement.Choose(Hardware, Live.Select(static other => other.Region)) is not { } region)
                continue;
            Hardware.Take(region);
            replica.Region = region;
            Begin(replica, atOnce ? TimeSpan.Zero : setup + Options.ReplicaStartDelay);
        }
    }

    private void Begin(WorkloadReplica replica, TimeSpan duration)
    {
        replica.Enter(ReplicaPhase.Starting);
        int step = replica.Step;
        string[] phases = ["PullingImage", "Starting", "LoadingWeights"];
        for (int i = 0; i < phases.Length; i++)
        {
            string phase = phases[i];
            If(duration * i / phases.Length, () => _owner.PhaseChanged(replica, phase));
        }

        If(duration, () => BeginServing(replica));

        void If(TimeSpan delay, Action happening) => Clock.In(delay, () =>
        {
            if (replica.Step == step)
                happening();
        });
    }

    private void BeginServing(WorkloadReplica replica)
    {
        if (_fault?.MostReady <= Ready)
        {
            replica.Enter(ReplicaPhase.Broken);
            _owner.Crashed(replica, "engine: exited with code 1 before it was ready");
            Observe();
            return;
        }

        replica.Enter(ReplicaPhase.Ready);
        _owner.PhaseChanged(replica, "StartupComplete");
        replica.Lane = Lane.Add();
        replica.Run = _owner.Bill(replica, Clock.Now);
        _cloud.Runs.Add(replica.Run);
        if (!_wasReady)
            LastUsed = Clock.Now;
        (_wasReady, replica.HasCrashed) = (true, false);
        _dry++;
        if (_fault?.FlapUp is { } up)
        {
            int step = replica.Step;
            TimeSpan down = _fault.FlapDown;
            Clock.In(up, () =>
            {
                if (replica.Step == step)
                    Crash(replica, down, "engine: CUDA error: an illegal memory access was encountered");
            });
        }

        Observe();
    }

    private void Drain(WorkloadReplica replica)
    {
        if (replica.Phase == ReplicaPhase.Waiting)
        {
            Remove(replica);
            return;
        }

        replica.Enter(ReplicaPhase.Draining);
        if (replica.Lane is { } lane)
            Lane.Retire(lane);
        Clock.In(_fault?.StopDelay ?? Options.StopDelay, () =>
        {
            if (replica.Phase != ReplicaPhase.Draining)
                return;
            Remove(replica);
            Observe();
        });
    }

    private void Remove(WorkloadReplica replica)
    {
        EndServing(replica);
        replica.Enter(ReplicaPhase.Gone);
        _replicas.Remove(replica);
        if (replica.Region is not { } region)
            return;
        Hardware.Return(region);
        Clock.In(TimeSpan.Zero, _cloud.PlaceWaiting);
    }

    private void EndServing(WorkloadReplica replica)
    {
        if (replica.Lane is { } lane)
        {
            Lane.Remove(lane);
            // What it serves ends here and now, in code of its own.
            Clock.Afterwards(lane.Loss.Cancel);
        }

        if (replica.Run is { } run)
            run.EndedAt = Clock.Now;
        (replica.Lane, replica.Run) = (null, null);
    }

    // From here on the workload has no ready replica; it has failed if that lasts too long.
    private void RunDry()
    {
        int dry = ++_dry;
        Clock.In(Options.ProvisioningTimeout, () =>
        {
            if (dry == _dry)
                Fail(FormattableString.Invariant($"No replica was ready for {Options.ProvisioningTimeout.TotalHours:0.##} hours."));
        });
    }
}
