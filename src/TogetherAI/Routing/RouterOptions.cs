namespace TogetherAI;

/// <summary>
/// The lanes of an <see cref="OverflowRouter"/> and what it aims at. Lanes are preferred in the order they are added, reserved ones before
/// those paid by the token. Not thread-safe; the router takes a copy.
/// </summary>
public sealed class RouterOptions
{
    internal List<LaneOptions> Lanes { get; private set; } = [];

    internal RampOptions? RampOptions { get; private set; }

    internal string? RampLane { get; private set; }

    internal decimal? CapPerHour { get; private set; }

    internal decimal? CapPerDay { get; private set; }

    internal double? HedgeShare { get; private set; }

    internal double ObjectivePercentile { get; private set; } = 0.95;

    internal TimeSpan ObjectiveTime { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What an answer in time is worth, as a multiple of what an average answer costs on the lane it would be moved to. A request moves when the gain
    /// in its chance to be in time, times this, is more than its own cost. More moves more requests: fewer late answers, more spending.
    /// </summary>
    /// <value>Default: 20. More than 0, at most 1,000.</value>
    public double OnTimeValue { get; set; } = 20;

    /// <summary>
    /// The share of a reserved lane that <see cref="TrafficClass.Background"/> may have: of the requests at a time that the lane bears before first
    /// tokens come late, which is measured. It yields altogether while others wait there.
    /// </summary>
    /// <value>Default: 0.5. More than 0, at most 1. At least one request may always run.</value>
    public double BackgroundShare { get; set; } = 0.5;

    /// <summary>How long a request waits here for a lane before it fails with a <see cref="CapacityException"/>.</summary>
    /// <value>Default: 10 s; background requests wait twelve times as long. Zero fails at once.</value>
    public TimeSpan MaxQueueWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many requests may wait here; a further one fails at once.</summary>
    /// <value>Default: 1,000. At least 0.</value>
    public int MaxQueueLength { get; set; } = 1000;

    /// <summary>
    /// How long an attempt may take to its first content token before it counts as failed, which is what a server that accepts and then falls
    /// silent does. After it, <see cref="LaneOptions.IdleTimeout"/> applies.
    /// </summary>
    /// <value>Default: null, for ten times the objective, at least 10 s.</value>
    public TimeSpan? FirstTokenPatience { get; set; }

    /// <summary>Whether requests without a session stay on one lane by the beginning of their messages, for the sake of prefix caches.</summary>
    /// <value>Default: false.</value>
    public bool AffinityByPrompt { get; set; }

    /// <summary>Seeds what is left to chance: probes, exploration, jitter. The same seed and the same events give the same decisions.</summary>
    /// <value>Default: null, for a random one.</value>
    public int? Seed { get; set; }

    /// <summary>Adds reserved capacity: an endpoint of together.ai's dedicated inference.</summary>
    /// <param name="model">The endpoint's name, <c>project/endpoint</c>.</param>
    /// <param name="usdPerHour">What it costs an hour, all replicas together; the budget for hedges is a share of it.</param>
    /// <param name="configure">Sets more; null for nothing more.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    public RouterOptions Dedicated(string model, decimal? usdPerHour = null, Action<LaneOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Add(new LaneOptions(model, isDedicated: true) { UsdPerHour = usdPerHour }, configure);
    }

    /// <summary>Adds a serverless model for what the reserved capacity does not serve in time.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="equivalence">Whether it answers as the reserved model does; without that nothing is spilled to it.</param>
    /// <param name="price">What its tokens cost; hedges and spending limits need it.</param>
    /// <param name="configure">Sets more; null for nothing more.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    public RouterOptions Overflow(string model, Equivalence equivalence, TokenPrice? price = null, Action<LaneOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Add(new LaneOptions(model, isDedicated: false) { Equivalence = equivalence, Price = price }, configure);
    }

    /// <summary>Adds a lane on any server that speaks the API: one's own vLLM or SGLang, another provider.</summary>
    /// <param name="name">What the lane is called.</param>
    /// <param name="baseAddress">The server's address, without <c>/v1</c>.</param>
    /// <param name="model">The model's name there.</param>
    /// <param name="configure">Sets more: <see cref="LaneOptions.IsDedicated"/> for hardware that costs nothing by the token, a price, a key.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public RouterOptions Lane(string name, Uri baseAddress, string model, Action<LaneOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Add(new LaneOptions(model, isDedicated: false) { Name = name, BaseAddress = baseAddress }, configure);
    }

    /// <summary>Sets what is aimed at: this share of the requests get their first content token within this time.</summary>
    /// <param name="percentile">The share; default 0.95. More than 0 and less than 1. Nearer to 1, requests move for smaller gains.</param>
    /// <param name="timeToFirstToken">The time, counted from the call; default 1 s. Positive.</param>
    /// <returns>These options.</returns>
    public RouterOptions Objective(double percentile, TimeSpan timeToFirstToken)
    {
        ObjectivePercentile = percentile;
        ObjectiveTime = timeToFirstToken;
        return this;
    }

    /// <summary>Sets what hedges may cost, as a share of what the reserved capacity costs since the router was made. What is not used is kept for five minutes.</summary>
    /// <param name="shareOfDedicatedSpend">The share; default 0.03. Zero hedges only where it costs nothing. At most 1.</param>
    /// <returns>These options.</returns>
    public RouterOptions HedgeBudget(double shareOfDedicatedSpend)
    {
        HedgeShare = shareOfDedicatedSpend;
        return this;
    }

    /// <summary>Limits what goes to lanes that are paid by the token. At the limit, requests stay on reserved capacity, wait, or fail.</summary>
    /// <param name="usdPerHour">The most in any 60 minutes; null for no limit.</param>
    /// <param name="usdPerDay">The most in any 24 hours; null for no limit.</param>
    /// <returns>These options.</returns>
    public RouterOptions SpendCap(decimal? usdPerHour = null, decimal? usdPerDay = null)
    {
        CapPerHour = usdPerHour;
        CapPerDay = usdPerDay;
        return this;
    }

    /// <summary>Moves traffic to a new lane step by step, and back at once when it answers worse.</summary>
    /// <param name="lane">The new lane's name.</param>
    /// <param name="configure">Sets the steps and the limits; null for the defaults.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException"><paramref name="lane"/> is empty.</exception>
    public RouterOptions Ramp(string lane, Action<RampOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(lane);
        RampLane = lane;
        RampOptions = new RampOptions();
        configure?.Invoke(RampOptions);
        return this;
    }

    internal TimeSpan Patience =>
        FirstTokenPatience ?? TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerSecond * 10, ObjectiveTime.Ticks * 10));

    internal RouterOptions Copy()
    {
        RouterOptions copy = (RouterOptions)MemberwiseClone();
        copy.Lanes = [.. Lanes.Select(static lane => lane.Copy())];
        return copy;
    }

    private RouterOptions Add(LaneOptions lane, Action<LaneOptions>? configure)
    {
        configure?.Invoke(lane);
        Lanes.Add(lane);
        return this;
    }
}
