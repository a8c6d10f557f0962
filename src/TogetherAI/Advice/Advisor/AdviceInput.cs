namespace TogetherAI;

/// <summary>Everything an advice is made from, checked, and what is computed from it more than once. Immutable.</summary>
internal sealed class AdviceInput
{
    public AdviceInput(TrafficProfile profile, WorkloadObjective objective, WorkloadPrices prices, WorkloadThroughput throughput)
    {
        (Profile, Objective, Prices, Throughput) = (profile, objective, prices, throughput);
        Arrivals = objective.NobodyWaits is null
            ? profile.Arrivals
            : [.. profile.Arrivals.Select(arrival => arrival with { NobodyWaits = arrival.NobodyWaits ?? objective.NobodyWaits })];
        Waited = [.. Arrivals.Where(static arrival => arrival.NobodyWaits != true)];
        Calendar = LoadCalendar.Of(profile, objective.LoadFactor);
        BackgroundShare = 1 - (Waited.Length / (double)Arrivals.Length);
        BackgroundUsdShare = prices.Serverless is { } price && Usd(Arrivals, price) is > 0 and var all ? 1 - (double)(Usd(Waited, price) / all) : BackgroundShare;
    }

    public TrafficProfile Profile { get; }

    public WorkloadObjective Objective { get; }

    public WorkloadPrices Prices { get; }

    public WorkloadThroughput Throughput { get; }

    /// <summary>The requests that were kept, with what the objective says about those of which nothing was recorded.</summary>
    public Arrival[] Arrivals { get; }

    /// <summary>Those that somebody waits for, or may wait for.</summary>
    public Arrival[] Waited { get; }

    public LoadCalendar Calendar { get; }

    /// <summary>The share of the requests that nobody waits for.</summary>
    public double BackgroundShare { get; }

    /// <summary>Their share of what serverless would take.</summary>
    public double BackgroundUsdShare { get; }

    /// <summary>Whether a batch makes what nobody waits for cheaper.</summary>
    public bool BatchPays => BackgroundShare > 0 && Prices is { BatchDiscount: > 0, Serverless: not null };

    /// <summary>The mean load that is planned for. Between n requests lie n - 1 pauses.</summary>
    public double RequestsPerSecond => (Profile.Requests - 1) / (Profile.Hours * 3600) * Objective.LoadFactor;

    /// <summary>A request's tokens on average, prompt and answer together.</summary>
    public double TokensPerRequest => Profile.PromptTokens.Mean + Profile.CompletionTokens.Mean;

    /// <summary>What serverless takes for a month; null without its price.</summary>
    public decimal? ServerlessUsd => Prices.Serverless is { } price
        ? Calendar.Slots.Sum(slot => (decimal)slot.HoursOfMonth * slot.UsdPerHour(price))
        : null;

    public bool? ServerlessMeets => BackgroundShare == 1 ? true : Throughput.ServerlessTimeToFirstToken <= Objective.TimeToFirstToken ? true
        : Throughput.ServerlessTimeToFirstToken is null ? null : false;

    public decimal? PriceOf(string hardware) => Prices.Hardware.FirstOrDefault(price => price.Hardware == hardware)?.UsdPerHour;

    public static decimal Usd(Arrival[] arrivals, TokenPrice price) =>
        price.Of(arrivals.Sum(static arrival => (long)arrival.PromptTokens), arrivals.Sum(static arrival => (long)arrival.CompletionTokens));
}
