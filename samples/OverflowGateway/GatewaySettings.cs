using TogetherAI;

namespace OverflowGateway;

/// <summary>The section <c>Gateway</c> of the configuration: command line, environment (<c>Gateway__Upstream</c>), appsettings.json.</summary>
internal sealed class GatewaySettings
{
    /// <summary>Where everything goes that is not routed, and the serverless lane with it. Null runs offline, on local lanes.</summary>
    public Uri? Upstream { get; set; }

    /// <summary>The key for the upstream. Null takes the environment's TOGETHER_API_KEY.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The model name that clients ask for to be routed; the names of the two lanes will do as well.</summary>
    public string Model { get; set; } = "support-chat";

    /// <summary>The reserved lane's model.</summary>
    public string Dedicated { get; set; } = "";

    /// <summary>Where the reserved lane is; null for the host on which together.ai serves dedicated inference.</summary>
    public Uri? DedicatedAddress { get; set; }

    /// <summary>What the reserved lane costs, all replicas together. Hedges may cost a share of it.</summary>
    public decimal? DedicatedUsdPerHour { get; set; }

    /// <summary>The serverless lane's model. Naming it says that it answers as the reserved one does.</summary>
    public string Overflow { get; set; } = "";

    public decimal OverflowUsdPerMillionInput { get; set; }

    public decimal OverflowUsdPerMillionOutput { get; set; }

    /// <summary>95 % of the requests shall have their first token within this time.</summary>
    public int ObjectiveMilliseconds { get; set; } = 700;

    public decimal? SpendCapUsdPerHour { get; set; }

    /// <summary>How long a request waits here for a lane before it is answered with 503.</summary>
    public int MaxQueueWaitMilliseconds { get; set; } = 5000;

    /// <summary>The key that clients must send. Null asks for none, which is for loopback only.</summary>
    public string? ClientKey { get; set; }

    public TimeSpan Objective => TimeSpan.FromMilliseconds(ObjectiveMilliseconds);

    /// <summary>Whether a request for this model is routed; any other is forwarded as it is.</summary>
    public bool Routes(string model) => model == Model || model == Dedicated || model == Overflow;

    public RouterOptions ToRouterOptions() => new RouterOptions { MaxQueueWait = TimeSpan.FromMilliseconds(MaxQueueWaitMilliseconds) }
        .Dedicated(Dedicated, DedicatedUsdPerHour, lane => lane.BaseAddress = DedicatedAddress)
        .Overflow(Overflow, Equivalence.Declared, new TokenPrice(OverflowUsdPerMillionInput, OverflowUsdPerMillionOutput))
        .Objective(0.95, Objective)
        .SpendCap(usdPerHour: SpendCapUsdPerHour);

    public void Check()
    {
        if (Upstream is { } upstream && (!upstream.IsAbsoluteUri || upstream.Scheme is not ("http" or "https") || upstream.AbsolutePath != "/"))
            throw new GatewaySettingsException($"Gateway:Upstream is an address without a path, such as https://api.together.ai; it is {upstream}.");
        foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)[(nameof(Dedicated), Dedicated), (nameof(Overflow), Overflow)])
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                throw new GatewaySettingsException(
                    $"Gateway:{name} is missing: name the lane's model. Without Gateway:Upstream the gateway runs offline.");
            }
        }

        if (ObjectiveMilliseconds < 1)
            throw new GatewaySettingsException($"Gateway:ObjectiveMilliseconds must be 1 or more; it is {ObjectiveMilliseconds}.");
    }
}
