using System.Globalization;

namespace TogetherAI;

/// <summary>Says what is not known and would matter, and how to find it out.</summary>
internal static class UnknownFinder
{
    public static IReadOnlyList<string> Find(AdviceInput input, IReadOnlyList<WorkloadOption> options)
    {
        List<string> unknowns = [];
        void Add(bool holds, string sentence)
        {
            if (holds)
                unknowns.Add(sentence);
        }

        TrafficProfile profile = input.Profile;
        string[] unmeasured =
        [
            .. input.Prices.Hardware.Select(static price => price.Hardware)
                .Where(hardware => input.Throughput.Replicas.All(replica => replica.Hardware != hardware)),
        ];
        Add(input.Prices.Serverless is null, "What serverless costs: no price was given or told. Without it nothing is said of serverless, batch and break-even.");
        Add(input.Prices.Hardware.Count == 0, "What replicas cost: no hardware was given or told.");
        Add(unmeasured.Length > 0, $"How many replicas are needed on {string.Join(", ", unmeasured)}: measure one with a ThroughputProbe, or give its throughput.");
        Add(
            input.Throughput.Replicas.Any(replica => input.Prices.Hardware.Count > 0 && input.PriceOf(replica.Hardware) is null),
            "What replicas cost on hardware with a throughput and without a price.");
        Add(
            input.Prices.Serverless is not null && input.ServerlessMeets is null,
            "How quick serverless is for this model: measure it, or give the recording's time to the first token where serverless served it.");
        Add(
            profile.Background + profile.WaitedFor < profile.Requests && input.Objective.NobodyWaits is null,
            string.Create(CultureInfo.InvariantCulture, $"Whether anybody waits, of {profile.Requests - profile.Background - profile.WaitedFor:#,0} requests: they are planned as waited for. Record it, or say what holds for them."));
        Add(!input.Calendar.KnowsHours, $"What other hours look like: the recording covers {AdviceWords.Hours(profile.Hours)}, and a month is taken to be like it.");
        Add(
            input.Calendar is { KnowsHours: true, KnowsDays: false },
            $"What the days of the week look like: the recording covers {AdviceWords.Hours(profile.Hours)}, and every day is taken to be like those.");
        Add(
            !profile.IsWhole,
            string.Create(CultureInfo.InvariantCulture, $"How quick the calmer times are: of {profile.Requests:#,0} requests the busiest {profile.Arrivals.Length:#,0} in a row were replayed."));
        Add(profile.Late > 0, string.Create(CultureInfo.InvariantCulture, $"The rates are without {profile.Late:#,0} requests, which were recorded more than 17 minutes out of order."));
        Add(profile.Arrivals.Length < 200, string.Create(CultureInfo.InvariantCulture, $"How far chance decides: {profile.Arrivals.Length} requests say little about a percentile."));
        Add(
            options.Any(static option => option is { Kind: WorkloadOptionKind.Mix, Replicas: not null, ServerlessShare: > 0 }),
            "How well a router foresees waits: a mix is priced as if it knew them. It estimates them, and spills somewhat more.");
        Add(input.Prices.Serverless is not null, "What prompt caching would save: a recording does not tell which prompts begin alike.");
        return unknowns;
    }
}
