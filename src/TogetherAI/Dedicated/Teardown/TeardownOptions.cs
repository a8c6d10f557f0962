namespace TogetherAI;

/// <summary>How an endpoint is torn down. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record TeardownOptions
{
    /// <summary>How long it may take. What is left then is in the result, and the next teardown goes on there.</summary>
    /// <value>Positive. Default: 15 minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The pause between two looks.</summary>
    /// <value>Positive. Default: 5 seconds.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far it goes.</summary>
    /// <value>Default: <see cref="TeardownDepth.DeleteEndpoint"/>.</value>
    public TeardownDepth Depth { get; init; } = TeardownDepth.DeleteEndpoint;

    /// <summary>Options for a stop that is given some time: with looks often enough to see it happen.</summary>
    internal static TeardownOptions Within(TimeSpan timeout, TeardownDepth depth)
    {
        TeardownOptions defaults = new();
        return defaults with { Timeout = timeout, Depth = depth, Interval = timeout / 4 < defaults.Interval ? timeout / 4 : defaults.Interval };
    }

    internal void Check()
    {
        if (Timeout <= TimeSpan.Zero)
            throw new ArgumentException("Timeout must be positive: a stop has to be seen before it can be believed.", "options");
        if (Interval <= TimeSpan.Zero)
            throw new ArgumentException("Interval must be positive.", "options");
        if (!Enum.IsDefined(Depth))
            throw new ArgumentException("Depth is none of TeardownDepth's values.", "options");
    }
}
