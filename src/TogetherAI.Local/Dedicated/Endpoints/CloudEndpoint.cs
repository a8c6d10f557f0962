using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>A name with deployments behind it that share its traffic. Guarded by the cloud's lock.</summary>
internal sealed class CloudEndpoint
{
    private readonly VirtualCloud _cloud;
    private readonly Dictionary<string, double> _credit = [];

    public CloudEndpoint(VirtualCloud cloud, string name, string visibility)
    {
        (_cloud, Name, Visibility) = (cloud, name, visibility);
        (Id, Sequence, CreatedAt, UpdatedAt) = (cloud.NewId("ep"), cloud.NewSequence(), cloud.Clock.Now, cloud.Clock.Now);
        Events = new EventFeed(cloud, Id);
        Etag = cloud.NewId("etag");
    }

    public string Id { get; }

    /// <summary>Without the project's.</summary>
    public string Name { get; private set; }

    public string FullName => $"{_cloud.Options.ProjectSlug}/{Name}";

    public string Visibility { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Tells apart what was made at one moment.</summary>
    public long Sequence { get; }

    public string Etag { get; private set; }

    public List<CloudDeployment> Deployments { get; } = [];

    /// <summary>As it was asked for.</summary>
    public IReadOnlyList<SplitEntry> Split { get; private set; } = [];

    /// <summary>As requests meet it.</summary>
    public IReadOnlyList<SplitEntry> SplitInForce { get; private set; } = [];

    public EventFeed Events { get; }

    public TrafficLog Traffic { get; } = new();

    public void Rename(string name)
    {
        Name = name;
        foreach (CloudDeployment deployment in Deployments)
            deployment.Workload.Lane.Name = deployment.Name;
    }

    public void Show(string visibility) => Visibility = visibility;

    public void Share(IReadOnlyList<SplitEntry> split)
    {
        Split = split;
        _cloud.Clock.In(_cloud.Options.TrafficSplitDelay, () => SplitInForce = split);
    }

    /// <summary>Notes that it is another version now.</summary>
    public void Touch() => (UpdatedAt, Etag) = (_cloud.Clock.Now, _cloud.NewId("etag"));

    /// <summary>A deployment is no more.</summary>
    public void Forget(CloudDeployment deployment)
    {
        Deployments.Remove(deployment);
        Split = [.. Split.Where(entry => entry.DeploymentId != deployment.Id)];
        SplitInForce = [.. SplitInForce.Where(entry => entry.DeploymentId != deployment.Id)];
    }

    /// <summary>The share of the traffic that a deployment gets now, from 0 to 1.</summary>
    public double ShareOf(CloudDeployment deployment)
    {
        double all = Deployments.Sum(Capacity);
        return all > 0 ? Capacity(deployment) / all : 0;
    }

    /// <summary>Where the next request goes.</summary>
    /// <param name="deployment">The name of the one that it names itself; null to follow the split.</param>
    public CloudLane Route(string? deployment)
    {
        if (deployment is not null)
        {
            CloudDeployment named = Deployments.Find(known => known.ShortName == deployment)
                ?? throw ApiException.ModelNotFound($"{FullName}/{deployment}", Deployments.Select(static known => known.Name));
            return named.Workload.Ready > 0 ? named.Workload.Lane : throw Unrouted($"The deployment {named.Name} has no ready replica.");
        }

        double all = Deployments.Sum(Capacity);
        if (all <= 0)
            throw Unrouted($"No deployment of {FullName} is ready and has a weight in the traffic split.");
        // Each gets its share of a turn, and the one that has saved up most is taken: any run of requests is shared out as the split says.
        CloudDeployment next = Deployments[0];
        foreach (CloudDeployment candidate in Deployments)
        {
            _credit[candidate.Id] = _credit.GetValueOrDefault(candidate.Id) + (Capacity(candidate) / all);
            if (Capacity(candidate) > 0 && (Capacity(next) <= 0 || _credit[candidate.Id] > _credit[next.Id]))
                next = candidate;
        }

        _credit[next.Id]--;
        return next.Workload.Lane;
    }

    private double Capacity(CloudDeployment deployment) =>
        SplitInForce.Where(entry => entry.DeploymentId == deployment.Id).Sum(static entry => entry.Weight) * deployment.Workload.Ready;

    private ApiException Unrouted(string message)
    {
        Traffic.Add(new TrafficSample(_cloud.Clock.Now, _cloud.Clock.Now) { Status = 503 });
        return new ApiException(503, "routing_error", message, "model", "routing_error");
    }
}
