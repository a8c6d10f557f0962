namespace TogetherAI.Local.Dedicated;

/// <summary>A model at work behind an endpoint. Guarded by the cloud's lock.</summary>
internal sealed class CloudDeployment : IWorkloadOwner, IIdleOwner
{
    private readonly VirtualCloud _cloud;

    public CloudDeployment(VirtualCloud cloud, CloudEndpoint endpoint, DeploymentWish wish)
    {
        (_cloud, Endpoint, Wish, ShortName) = (cloud, endpoint, wish, wish.Name);
        (Id, Sequence, CreatedAt, UpdatedAt) = (cloud.NewId("dep"), cloud.NewSequence(), cloud.Clock.Now, cloud.Clock.Now);
        Etag = cloud.NewId("etag");
        CloudLane lane = new(Name, wish.Profile, cloud);
        Workload = new Workload(cloud, this, wish.Profile.Hardware, wish.Placement, lane, wish.Scaling);
        lane.Ended = sample => cloud.Clock.Do(() => endpoint.Traffic.Add(sample with { DeploymentId = Id }));
        lane.LoadChanged = Workload.LoadChanged;
        Events = endpoint.Events;
    }

    public string Id { get; }

    public CloudEndpoint Endpoint { get; }

    /// <summary>What it was made of.</summary>
    public DeploymentWish Wish { get; }

    public string ShortName { get; private set; }

    public string Name => $"{Endpoint.FullName}/{ShortName}";

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Tells apart what was made at one moment.</summary>
    public long Sequence { get; }

    public string Etag { get; private set; }

    public Workload Workload { get; }

    public TimeSpan? IdleWindow => _cloud.Options.HonorsScaleToZeroWindow ? Workload.Scaling.ToZeroWindow : null;

    private EventFeed Events { get; }

    public void Rename(string name)
    {
        ShortName = name;
        Workload.Lane.Name = Name;
    }

    /// <summary>Notes that it is another version now.</summary>
    public void Touch() => (UpdatedAt, Etag) = (_cloud.Clock.Now, _cloud.NewId("etag"));

    public LedgerRun Bill(WorkloadReplica replica, DateTimeOffset now) =>
        new(Endpoint.Id, Endpoint.FullName, Id, replica.Id, Workload.Hardware.Type, replica.Region!, now);

    public void StateChanged(WorkloadState state, string message) => Events.Add(new CloudEvent("deployment.status_updated")
    {
        DeploymentId = Id,
        Level = state switch
        {
            WorkloadState.Failed => CloudEvent.Error,
            WorkloadState.Degraded => CloudEvent.Warn,
            _ => CloudEvent.Info,
        },
        Message = $"{WireNames.Of(state)}: {message}",
    });

    public void Scaled(int from, int to) => Events.Add(new CloudEvent("deployment.scaled")
    {
        DeploymentId = Id,
        OldReplicas = from,
        NewReplicas = to,
        Message = FormattableString.Invariant($"Scaled from {from} to {to} replicas."),
    });

    public void PhaseChanged(WorkloadReplica replica, string phase) => Events.Add(new CloudEvent("pod.startup_phase_changed")
    {
        DeploymentId = Id,
        ReplicaId = replica.Id,
        ContainerName = "engine",
        Reason = phase,
        Message = phase,
    });

    public void Crashed(WorkloadReplica replica, string log) => Events.Add(new CloudEvent("pod.log")
    {
        DeploymentId = Id,
        Level = CloudEvent.Error,
        ReplicaId = replica.Id,
        ContainerName = "engine",
        LogExcerpt = log,
        Message = "The replica crashed.",
    });

    public void HardwareChanged(bool enough, string message) => Events.Add(new CloudEvent("condition.set")
    {
        DeploymentId = Id,
        Level = enough ? CloudEvent.Info : CloudEvent.Warn,
        SubjectId = "Scheduled",
        Status = enough ? "True" : "False",
        Reason = enough ? "CapacityFound" : "InsufficientCapacity",
        Message = message,
    });

    public void Idle()
    {
        Workload.SetScaling(Workload.Scaling with { Min = 0, Max = 0 });
        Touch();
    }
}
