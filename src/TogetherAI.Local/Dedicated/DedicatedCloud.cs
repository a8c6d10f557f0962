using TogetherAI.Local.Dedicated;

namespace TogetherAI.Local;

/// <summary>
/// A virtual GPU cloud: dedicated endpoints that start, serve, scale, fail and are billed as at the service, on the server's clock. It is
/// managed through the API (<see cref="TogetherClient.Dedicated"/>); this is what a test has besides.
/// </summary>
/// <remarks>Thread-safe. What was due happens at the next look, each thing at its own moment, so that days pass at once on a virtual clock.</remarks>
public sealed class DedicatedCloud
{
    private readonly VirtualCloud _cloud;

    internal DedicatedCloud(VirtualCloud cloud) => (_cloud, Ledger, Stock) = (cloud, new DedicatedLedger(cloud), new HardwareStock(cloud));

    /// <summary>What was billed so far.</summary>
    public DedicatedLedger Ledger { get; }

    /// <summary>The hardware: how much is free, and how much there is.</summary>
    public HardwareStock Stock { get; }

    /// <summary>What goes wrong with deployments that start from now on.</summary>
    public DeploymentFaultScript Faults => _cloud.Faults;

    /// <summary>
    /// The deployments there are now, in the order of their making, and after them the endpoints of the first version.
    /// </summary>
    public IReadOnlyList<LocalDeployment> Deployments => _cloud.Clock.Do(() => (LocalDeployment[])
    [
        .. _cloud.Endpoints
            .SelectMany(static endpoint => endpoint.Deployments)
            .OrderBy(static deployment => deployment.Sequence)
            .Select(deployment => new LocalDeployment(_cloud, deployment.Id, deployment.Endpoint.Id, deployment, deployment.Workload)),
        .. _cloud.V1.All.Select(endpoint => new LocalDeployment(_cloud, endpoint.Id, endpoint.Id, endpoint, endpoint.Workload)),
    ]);

    /// <summary>A deployment by its id or its whole name.</summary>
    /// <param name="idOrName"><c>dep_…</c> or <c>project/endpoint/deployment</c>; id or name of an endpoint of the first version.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those there are.</exception>
    public LocalDeployment this[string idOrName]
    {
        get
        {
            IReadOnlyList<LocalDeployment> all = Deployments;
            return all.FirstOrDefault(deployment => deployment.Id == idOrName || deployment.Name == idOrName)
                ?? throw new KeyNotFoundException(
                    $"There is no deployment {idOrName}. There are: {string.Join(", ", all.Select(static deployment => deployment.Name))}.");
        }
    }
}
