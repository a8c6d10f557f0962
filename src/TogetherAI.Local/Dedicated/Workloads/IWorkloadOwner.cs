namespace TogetherAI.Local.Dedicated;

/// <summary>Whoever a workload works for, and what it wants to hear of it. Called under the cloud's lock.</summary>
internal interface IWorkloadOwner
{
    /// <summary>Its name, for faults and messages.</summary>
    string Name { get; }

    LedgerRun Bill(WorkloadReplica replica, DateTimeOffset now);

    void StateChanged(WorkloadState state, string message);

    void Scaled(int from, int to);

    /// <summary>A replica is one step further.</summary>
    void PhaseChanged(WorkloadReplica replica, string phase);

    void Crashed(WorkloadReplica replica, string log);

    /// <summary>Whether there is hardware for all replicas.</summary>
    void HardwareChanged(bool enough, string message);
}
