namespace TogetherAI.Local.Dedicated;

// What shows of a workload: a word and a sentence, made of its replicas at each look.
internal sealed partial class Workload
{
    private bool _hadHardware = true;

    public WorkloadState State
    {
        get
        {
            int ready = Ready;
            return _failure is not null ? WorkloadState.Failed
                : Desired == 0 ? _replicas.Count == 0 ? WorkloadState.Stopped : WorkloadState.Stopping
                : ready == 0 ? _wasReady ? WorkloadState.Degraded : WorkloadState.Provisioning
                : ready < Desired ? Live.Any(IsAmiss) ? WorkloadState.Degraded : WorkloadState.Scaling
                : ready < _replicas.Count ? WorkloadState.Scaling
                : WorkloadState.Ready;
        }
    }

    public string Message
    {
        get
        {
            string counts = FormattableString.Invariant($"{Ready} of {Desired} replicas are ready.");
            return State switch
            {
                WorkloadState.Failed => _failure!,
                WorkloadState.Stopped => "The deployment is stopped.",
                WorkloadState.Stopping => FormattableString.Invariant($"{_replicas.Count} replicas are stopping."),
                WorkloadState.Ready => FormattableString.Invariant($"All {Desired} replicas are ready."),
                WorkloadState.Provisioning or WorkloadState.Degraded => $"{counts} {Trouble}".TrimEnd(),
                _ => counts,
            };
        }
    }

    /// <summary>The state that was told last.</summary>
    public WorkloadState LastState { get; private set; }

    private string Trouble
    {
        get
        {
            int waiting = Count(ReplicaPhase.Waiting);
            int broken = Live.Count(static replica => replica.Phase == ReplicaPhase.Broken || replica.HasCrashed);
            return waiting > 0
                ? FormattableString.Invariant($"{waiting} wait for hardware: no {Hardware.Id} is free in {Placement.Describe(Hardware)}.")
                : broken > 0 ? FormattableString.Invariant($"{broken} crashed.")
                : "";
        }
    }

    /// <summary>Tells the owner what has changed. Called after every change.</summary>
    public void Observe()
    {
        bool hasHardware = Count(ReplicaPhase.Waiting) == 0;
        if (hasHardware != _hadHardware && _failure is null && Desired > 0)
        {
            _hadHardware = hasHardware;
            _owner.HardwareChanged(hasHardware, hasHardware ? "There is hardware for every replica." : Trouble);
        }

        Reckon();
        if (State == LastState)
            return;
        LastState = State;
        _owner.StateChanged(State, Message);
    }

    private int Count(ReplicaPhase phase) => _replicas.Count(replica => replica.Phase == phase);

    private static bool IsAmiss(WorkloadReplica replica) =>
        replica.HasCrashed || replica.Phase is ReplicaPhase.Waiting or ReplicaPhase.Broken;
}
