namespace TogetherAI.Local.Dedicated;

/// <summary>An endpoint of the first version: one workload with a name. Guarded by the cloud's lock.</summary>
internal sealed class CloudEndpointV1 : IWorkloadOwner, IIdleOwner
{
    public CloudEndpointV1(VirtualCloud cloud, EndpointV1Options options)
    {
        CloudModel model = cloud.Catalog.Models.Find(model => model.Name == options.Model) ?? throw new ArgumentException(
            $"The endpoint {options.Name} serves {options.Model}, which is no supported model.", nameof(options));
        Profile = cloud.Catalog.Of(model).FirstOrDefault(profile => options.InstanceType is null || profile.Hardware.Id == options.InstanceType)
            ?? throw new ArgumentException(
                $"The endpoint {options.Name} runs on {options.InstanceType}, for which {options.Model} has no profile.", nameof(options));
        int max = options.MaxReplicas ?? options.MinReplicas;
        if (max < options.MinReplicas)
            throw new ArgumentException($"The endpoint {options.Name} has MaxReplicas below MinReplicas.", nameof(options));
        (Id, Name, DisplayName) = ("endpoint-" + CloudCatalog.Key(options.Name), options.Name, options.DisplayName ?? options.Name);
        (CreatedAt, InactiveMinutes) = (cloud.Clock.Now, options.InactiveTimeoutMinutes);
        CloudLane lane = new(Name, Profile, cloud);
        Workload = new Workload(cloud, this, Profile.Hardware, Placement.Anywhere, lane, new WorkloadScaling(options.MinReplicas, max));
        lane.LoadChanged = Workload.LoadChanged;
    }

    public string Id { get; }

    public string Name { get; }

    public string DisplayName { get; set; }

    public CloudProfile Profile { get; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>0 for never.</summary>
    public int InactiveMinutes { get; set; }

    public Workload Workload { get; }

    public string State => Workload.State switch
    {
        WorkloadState.Provisioning => Workload.Scheduled == 0 ? "PENDING" : "STARTING",
        WorkloadState.Failed => "ERROR",
        WorkloadState.Stopping => "STOPPING",
        WorkloadState.Stopped => "STOPPED",
        _ => "STARTED",
    };

    public TimeSpan? IdleWindow => InactiveMinutes > 0 ? TimeSpan.FromMinutes(InactiveMinutes) : null;

    public LedgerRun Bill(WorkloadReplica replica, DateTimeOffset now) =>
        new(Id, Name, Id, replica.Id, Workload.Hardware.Type, replica.Region!, now);

    public void Idle() => Workload.Stop();

    // The first version has no events to write them into.
    public void StateChanged(WorkloadState state, string message)
    {
    }

    public void Scaled(int from, int to)
    {
    }

    public void PhaseChanged(WorkloadReplica replica, string phase)
    {
    }

    public void Crashed(WorkloadReplica replica, string log)
    {
    }

    public void HardwareChanged(bool enough, string message)
    {
    }
}
