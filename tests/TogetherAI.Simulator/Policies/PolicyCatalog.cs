using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>The policies by name.</summary>
internal static class PolicyCatalog
{
    public const string Ours = "ours";
    public const string FallBack = "fallback";
    public const string Polly = "polly-2s";

    /// <summary>Thresholds, as shares of the true capacity in flight: the best one is only known in hindsight.</summary>
    public static IReadOnlyList<string> Thresholds { get; } = ["fixed-0.4", "fixed-0.6", "fixed-0.8", "fixed-1", "fixed-1.25"];

    public static IReadOnlyList<string> Baselines { get; } =
        ["dedicated", "serverless", FallBack, .. Thresholds, Polly, "polly-quantile", "latency-as-written", "latency-rolling"];

    /// <summary>Our own with a part left out or turned.</summary>
    public static IReadOnlyList<string> Variants { get; } = ["ours-no-hedge", "ours-2", "ours-5", "ours-100"];

    /// <summary>All that go through the simulation.</summary>
    public static IReadOnlyList<string> All { get; } = [Ours, .. Baselines];

    /// <summary>Makes one of a scenario's policies.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="client">Sends what it asks.</param>
    /// <param name="time">The clock.</param>
    /// <param name="share">The share of the capacity that this one is told is its own, where routers share it.</param>
    /// <param name="seed">Seeds its randomness.</param>
    public static IPolicy Create(string name, TogetherClient client, TimeProvider time, double share, int seed) => name switch
    {
        Ours => new OverflowRouting(client, share, seed),
        "ours-no-hedge" => new OverflowRouting(client, share, seed, static options => options.HedgeBudget(0)),
        _ when name.StartsWith("ours-", StringComparison.Ordinal) => new OverflowRouting(
            client, share, seed, options => options.OnTimeValue = double.Parse(name["ours-".Length..], CultureInfo.InvariantCulture)),
        "dedicated" => new SingleLane(client, Lane.Dedicated),
        "serverless" => new SingleLane(client, Lane.Serverless),
        FallBack => new FallBackOnError(client),
        Polly => new PollyHedging(client, time, TimeSpan.FromSeconds(2)),
        "polly-quantile" => new PollyHedging(client, time, delay: null),
        "latency-as-written" => new LatencyBased(client, time, rolls: false),
        "latency-rolling" => new LatencyBased(client, time, rolls: true),
        _ when name.StartsWith("fixed-", StringComparison.Ordinal) => new FixedThreshold(
            client,
            double.Parse(name["fixed-".Length..], CultureInfo.InvariantCulture) * share
                * ServiceModel.Current.Dedicated.Replicas * ServiceModel.Current.Dedicated.SlotsPerReplica),
        _ => throw new ArgumentException($"There is no policy '{name}'. There are: {string.Join(", ", All)}."),
    };
}
