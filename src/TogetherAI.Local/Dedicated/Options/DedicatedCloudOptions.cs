namespace TogetherAI.Local;

/// <summary>
/// The virtual GPU cloud behind the routes for dedicated inference: what there is to rent, what it costs, and how long everything takes.
/// Read once, when the server starts; not thread-safe.
/// </summary>
/// <remarks>
/// All times pass on <see cref="LocalTogetherOptions.TimeProvider"/>. The defaults are those of a fast day at the service, so that every
/// state is seen; on the system's clock shorter ones are more pleasant. Prices and hardware are this cloud's own, not the service's.
/// </remarks>
public sealed class DedicatedCloudOptions
{
    internal DedicatedCloudOptions()
    {
    }

    /// <summary>The id of the one project. Default: <c>proj_local</c>.</summary>
    /// <value>Not empty.</value>
    public string ProjectId
    {
        get;
        set => field = NotEmpty(value);
    } = "proj_local";

    /// <summary>
    /// The project's name in model names: <c>local/chat</c> is its endpoint <c>chat</c>. Default: <c>local</c>.
    /// </summary>
    /// <value>Not empty.</value>
    public string ProjectSlug
    {
        get;
        set => field = NotEmpty(value);
    } = "local";

    /// <summary>The id of the organization that the project belongs to. Default: <c>org_local</c>.</summary>
    /// <value>Not empty.</value>
    public string OrganizationId
    {
        get;
        set => field = NotEmpty(value);
    } = "org_local";

    /// <summary>
    /// The hardware there is. Default: <c>1xnvidia-h100-80gb</c> at $3.99 an hour, <c>1xnvidia-h200-141gb</c> at $5.49 and
    /// <c>1xnvidia-b200-180gb</c> at $9.95, each with room for 32 replicas in <c>us-east-1</c> and 32 in <c>us-west-2</c>.
    /// </summary>
    public InstanceTypeCollection InstanceTypes { get; } = new();

    /// <summary>The models that deployments can be made of. Default: <c>tai-tiny</c>, on every instance type.</summary>
    public SupportedModelCollection SupportedModels { get; } = new();

    /// <summary>Endpoints of the first version that exist when the server starts, since none can be made. Default: none.</summary>
    public EndpointV1Collection V1Endpoints { get; } = new();

    /// <summary>
    /// How long a deployment that has no replica takes until its first ones begin to start, hardware at hand. Default: 1 minute.
    /// </summary>
    /// <value>Zero or more.</value>
    public TimeSpan ProvisioningDelay
    {
        get;
        set => field = LocalLaneOptions.NotNegative(value);
    } = TimeSpan.FromMinutes(1);

    /// <summary>How long a replica with hardware takes to be ready: image, weights, warm-up. Default: 2 minutes.</summary>
    /// <value>Zero or more.</value>
    public TimeSpan ReplicaStartDelay
    {
        get;
        set => field = LocalLaneOptions.NotNegative(value);
    } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a replica that is taken away may end what it serves; it is billed meanwhile, and what still runs then is cut. Default: 30
    /// seconds.
    /// </summary>
    /// <value>Zero or more.</value>
    public TimeSpan StopDelay
    {
        get;
        set => field = LocalLaneOptions.NotNegative(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>How long a new traffic split takes to be in force; the old one is until then. Default: 10 seconds.</summary>
    /// <value>Zero or more.</value>
    public TimeSpan TrafficSplitDelay
    {
        get;
        set => field = LocalLaneOptions.NotNegative(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>How long a deployment may be without any ready replica before it has failed. Default: 6 hours, as at the service.</summary>
    /// <value>More than zero.</value>
    public TimeSpan ProvisioningTimeout
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromHours(6);

    /// <summary>
    /// How long a request that has ended takes to show in the analytics. Default: 2 minutes. One that is under way never shows.
    /// </summary>
    /// <value>Zero or more.</value>
    public TimeSpan AnalyticsLag
    {
        get;
        set => field = LocalLaneOptions.NotNegative(value);
    } = TimeSpan.FromMinutes(2);

    /// <summary>How long an event takes to show in the list of events. Default: zero.</summary>
    /// <value>Zero or more.</value>
    public TimeSpan EventLag
    {
        get;
        set => field = LocalLaneOptions.NotNegative(value);
    }

    /// <summary>
    /// Whether a deployment stops by itself once it was idle for its <c>scaleToZeroWindow</c>. Default: <see langword="false"/>: the field
    /// is kept and does nothing, as whoever is careful must expect of the service.
    /// </summary>
    public bool HonorsScaleToZeroWindow { get; set; }

    private static string NotEmpty(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return value;
    }
}
