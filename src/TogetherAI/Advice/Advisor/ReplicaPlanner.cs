using System.Globalization;

namespace TogetherAI;

/// <summary>Finds how many replicas of each hardware carry the load alone, and how that hardware grows.</summary>
internal static class ReplicaPlanner
{
    public static IReadOnlyList<ReplicaPlan> Plan(AdviceInput input)
    {
        ReplicaPlan[] plans = [.. input.Throughput.Replicas.Select(replica => Plan(input, replica))];
        return [.. plans.Select(plan => plan with { Scaling = Scaling(plan, plans, input.Objective) })];
    }

    private static ReplicaPlan Plan(AdviceInput input, ReplicaThroughput throughput)
    {
        ReplicaPace pace = throughput.Pace;
        WorkloadObjective objective = input.Objective;
        double capacity = pace.Capacity(input.Profile.PromptTokens.Mean, input.Profile.CompletionTokens.Mean);
        double tokens = capacity * input.Profile.CompletionTokens.Mean;

        // What does not keep up with the mean gets later and later, however early a short recording ends.
        int keepsUp = Whole(input.RequestsPerSecond / capacity, objective.MaxReplicas);
        int target = objective.TokensPerSecond is { } wanted ? Whole(wanted / tokens, objective.MaxReplicas) : 1;
        ReplicaSearch search = new(pace, input.Arrivals, objective);
        TimeSpan alone = Alone(pace, input.Waited, objective.Percentile);
        (int Replicas, ReplayResult Result)? found = alone > objective.TimeToFirstToken ? null : search.Find(Math.Max(keepsUp, target));
        int fewer = (found?.Replicas ?? 0) - 1;
        return new ReplicaPlan
        {
            Hardware = throughput.Hardware,
            Replicas = found?.Replicas,
            TimeToFirstToken = found?.Result.Quantile(objective.Percentile),
            TimeToFirstTokenOneFewer = fewer >= keepsUp && fewer > 0
                ? LaneReplay.Run(pace, fewer, input.Arrivals, objective.LoadFactor).Quantile(objective.Percentile)
                : null,
            TimeToFirstTokenAlone = alone,
            RequestsPerSecond = capacity,
            TokensPerSecond = tokens,
            HoldsUpTo = found is null ? null : search.Headroom(found.Value.Replicas),
            UsdPerMillionTokens = input.PriceOf(throughput.Hardware) is { } usd && tokens > 0 ? usd / (decimal)(tokens * 3600) * 1_000_000m : null,
            Scaling = "",
        };
    }

    private static string Scaling(ReplicaPlan plan, ReplicaPlan[] plans, WorkloadObjective objective)
    {
        string alone = TimeText.Format(plan.TimeToFirstTokenAlone);
        if (plan.TimeToFirstTokenAlone > objective.TimeToFirstToken)
            return $"Vertically: a request that meets an idle replica takes {alone} already, and more replicas do not shorten that. It takes faster hardware, more GPUs a replica, or shorter prompts.";
        if (plan.Replicas is not { } replicas)
            return string.Create(CultureInfo.InvariantCulture, $"Not with up to {objective.MaxReplicas} replicas: share the load out, take faster hardware, or raise MaxReplicas.");
        string held = plan.HoldsUpTo >= 4 ? "4 times this load and more" : string.Create(CultureInfo.InvariantCulture, $"{plan.HoldsUpTo:0.##} times this load");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Horizontally: {AdviceWords.ReplicasDo(replicas, "hold")} up to {held}, and each further one adds {plan.RequestsPerSecond:0.##} requests/s. Alone a request takes {alone}; an objective below that needs faster hardware.{Vertically(plan, plans)}");
    }

    /// <summary>Whether other hardware makes tokens for less, once there are enough of them.</summary>
    private static string Vertically(ReplicaPlan plan, ReplicaPlan[] plans)
    {
        ReplicaPlan? cheaper = plans.Where(other => other.Replicas is not null && other.UsdPerMillionTokens < plan.UsdPerMillionTokens).MinBy(static other => other.UsdPerMillionTokens);
        return cheaper is null ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" Vertically as the load grows: a full replica of {cheaper.Hardware} makes a million tokens for {cheaper.UsdPerMillionTokens:0.00} USD, one of these for {plan.UsdPerMillionTokens:0.00}.");
    }

    /// <summary>The time of requests that meet an idle replica.</summary>
    private static TimeSpan Alone(ReplicaPace pace, Arrival[] waited, double percentile)
    {
        if (waited.Length == 0)
            return TimeSpan.Zero;
        int[] prompts = [.. waited.Select(static arrival => arrival.PromptTokens)];
        Array.Sort(prompts);
        return pace.TimeToFirstToken + (prompts[Math.Max(1, (int)Math.Ceiling(percentile * prompts.Length)) - 1] * pace.TimePerPromptToken);
    }

    private static int Whole(double replicas, int most) => replicas >= most ? most + 1 : Math.Max(1, (int)Math.Ceiling(replicas));
}
