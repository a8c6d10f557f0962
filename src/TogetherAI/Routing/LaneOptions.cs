namespace TogetherAI;

/// <summary>One place to send requests to: an address and the model's name there.</summary>
public sealed class LaneOptions
{
    internal LaneOptions(string model, bool isDedicated)
    {
        Model = model;
        Name = model;
        IsDedicated = isDedicated;
    }

    /// <summary>What the lane is called in reports, metrics and <see cref="RouteOptions.Lane"/>.</summary>
    /// <value>Default: the model's name. Unique in a router.</value>
    public string Name { get; set; }

    /// <summary>The model's name on this lane; it replaces <see cref="GenerationRequest.Model"/>.</summary>
    public string Model { get; }

    /// <summary>Whether its capacity is reserved: it comes first, and a further request on it costs nothing.</summary>
    public bool IsDedicated { get; set; }

    /// <summary>
    /// Where requests go; null for the client's own address, and for a dedicated lane the host that together.ai serves dedicated inference on.
    /// The client's key never goes to another host than the client's.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The key for <see cref="BaseAddress"/>, where that is another host; null where it needs none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Whether the lane answers as the others do. Requests are spilled and hedged only between lanes that do.</summary>
    /// <value>Default: <see cref="Equivalence.Declared"/> for dedicated lanes.</value>
    public Equivalence Equivalence { get; set; } = Equivalence.Declared;

    /// <summary>What tokens cost; null where they cost nothing extra, or the price is not known.</summary>
    public TokenPrice? Price { get; set; }

    /// <summary>What the reserved capacity costs in USD an hour, all replicas together; null where it is not known.</summary>
    public decimal? UsdPerHour { get; set; }

    /// <summary>Where the lane's hardware stands, such as <c>eu-west</c>; null where that does not matter.</summary>
    public string? Region { get; set; }

    /// <summary>The regimes the lane satisfies, such as <c>hipaa</c>. A request that asks for one goes to no other lane.</summary>
    public ISet<string> Compliance { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The classes it serves; empty for all.</summary>
    public ISet<TrafficClass> Classes { get; } = new HashSet<TrafficClass>();

    /// <summary>The shortest prompt it takes, in tokens (estimated); a lane for long contexts sets it.</summary>
    /// <value>Default: 0.</value>
    public int MinPromptTokens { get; set; }

    /// <summary>The longest prompt it takes, in tokens (estimated).</summary>
    /// <value>Default: no bound.</value>
    public int MaxPromptTokens { get; set; } = int.MaxValue;

    /// <summary>The most requests at a time, where that is known; null for no bound but what is served in time.</summary>
    /// <value>At least 1.</value>
    public int? MaxInFlight { get; set; }

    /// <summary>
    /// The longest silence in the middle of an answer before it counts as interrupted; every chunk begins it anew. Null for the client's
    /// <see cref="TimeoutOptions.Idle"/>. Some seconds are plenty for a server whose time per token is known.
    /// </summary>
    /// <value>Default: null. Positive.</value>
    public TimeSpan? IdleTimeout { get; set; }

    internal LaneOptions Copy()
    {
        LaneOptions copy = new(Model, IsDedicated)
        {
            Name = Name,
            BaseAddress = BaseAddress,
            ApiKey = ApiKey,
            Equivalence = Equivalence,
            Price = Price,
            UsdPerHour = UsdPerHour,
            Region = Region,
            MinPromptTokens = MinPromptTokens,
            MaxPromptTokens = MaxPromptTokens,
            MaxInFlight = MaxInFlight,
            IdleTimeout = IdleTimeout,
        };
        copy.Compliance.UnionWith(Compliance);
        copy.Classes.UnionWith(Classes);
        return copy;
    }
}
