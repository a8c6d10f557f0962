using System.Globalization;
using TogetherAI.Local.Catalog;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Lanes;

namespace TogetherAI.Local.Dedicated;

/// <summary>The virtual GPU cloud of one server: everything there is, under one lock. Thread-safe through <see cref="Clock"/>.</summary>
internal sealed class VirtualCloud : IDisposable
{
    private readonly ModelCatalog _models;
    private int _ids;

    public VirtualCloud(LocalTogetherOptions server, ModelCatalog models)
    {
        (Server, _models, Clock) = (server, models, new CloudClock(server.TimeProvider));
        Catalog = new CloudCatalog(Options, models);
        V1 = Clock.Do(() => new EndpointsV1(this));
    }

    public LocalTogetherOptions Server { get; }

    public DedicatedCloudOptions Options => Server.Dedicated;

    public CloudClock Clock { get; }

    public CloudCatalog Catalog { get; }

    public DeploymentFaultScript Faults { get; } = new();

    public List<CloudEndpoint> Endpoints { get; } = [];

    public EndpointsV1 V1 { get; }

    /// <summary>Everything that was ever billed.</summary>
    public List<LedgerRun> Runs { get; } = [];

    public IEnumerable<Workload> Workloads => Endpoints
        .SelectMany(static endpoint => endpoint.Deployments)
        .Select(static deployment => deployment.Workload)
        .Concat(V1.All.Select(static endpoint => endpoint.Workload));

    public HardwarePool Pool(string id) => Catalog.Pools.FirstOrDefault(pool => pool.Id == id) ?? throw new KeyNotFoundException(
        $"There is no instance type {id}. There are: {string.Join(", ", Catalog.Pools.Select(static pool => pool.Id))}.");

    /// <summary>An id that this cloud never had, and that the same program gets again.</summary>
    public string NewId(string prefix) =>
        $"{prefix}_{CloudCatalog.Key((++_ids).ToString(CultureInfo.InvariantCulture), Server.Seed)}";

    /// <summary>A number that is larger than the ones before.</summary>
    public long NewSequence() => ++_ids;

    public void PlaceWaiting()
    {
        foreach (Workload workload in Workloads.ToArray())
        {
            workload.Place();
            workload.Observe();
        }
    }

    /// <summary>
    /// A place for the request where its model is an endpoint of this cloud, or one of its deployments; null where it is not. Throws where
    /// nobody is there to serve it.
    /// </summary>
    public async ValueTask<LaneTurn?> EnterAsync(ApiCall call, string model) =>
        Clock.Do(() => Find(model)) is { } lane ? await lane.EnterAsync(call).ConfigureAwait(false) : null;

    public void Dispose() => Clock.Dispose();

    private CloudLane? Find(string model)
    {
        if (V1.Find(model) is { } old)
            return old;
        string[] parts = model.Split('/');
        if (parts.Length is not (2 or 3) || parts[0] != Options.ProjectSlug)
            return null;
        CloudEndpoint? endpoint = Endpoints.Find(endpoint => endpoint.Name == parts[1]);
        if (endpoint is not null)
            return endpoint.Route(parts.Length == 3 ? parts[2] : null);
        // A name of the project's that is nothing must not be answered by a model that answers to any name.
        return _models.Has(model) ? null : throw ApiException.ModelNotFound(model, Endpoints.Select(static known => known.FullName));
    }
}
