namespace TogetherAI;

/// <summary>Finds the cheapest mix on one hardware: how many replicas, what spills, which hours they run.</summary>
/// <param name="input">What the advice is made from; serverless has a price.</param>
/// <param name="throughput">The hardware and its pace.</param>
/// <param name="usdPerHour">What a replica costs.</param>
internal sealed class MixFinder(AdviceInput input, ReplicaThroughput throughput, decimal usdPerHour)
{
    private readonly TokenPrice _price = input.Prices.Serverless!;

    // What nobody waits for goes to a batch where that is cheaper; else it keeps the replicas busy.
    private readonly Arrival[] _served = input.BatchPays ? input.Waited : input.Arrivals;

    /// <summary>
    /// The cheapest mix with up to so many replicas that is in time, and a cheaper one that may be; where there is neither, the cheapest. Empty
    /// where no mix is any different from its parts.
    /// </summary>
    public IEnumerable<WorkloadOption> Find(int mostReplicas)
    {
        List<WorkloadOption> mixes = [];
        for (int replicas = 1; replicas <= mostReplicas && _served.Length > 0; replicas++)
        {
            ReplayResult result = LaneReplay.Run(throughput.Pace, replicas, _served, input.Objective.LoadFactor, input.Objective.TimeToFirstToken);
            if (Mix(replicas, result) is { } mix)
                mixes.Add(mix);
            if (result.Spilled == 0 || !result.AnyWaited || IsDearerThanAny(replicas + 1, mixes)) // what spills without a wait would with any number
                break;
        }

        WorkloadOption? sure = Cheapest(true), perhaps = Cheapest(null);
        if (sure is null && perhaps is null)
            return Cheapest(false) is { } late ? [late] : [];
        return sure is null ? [perhaps!] : perhaps?.UsdPerMonth < sure.UsdPerMonth ? [sure, perhaps] : [sure];

        WorkloadOption? Cheapest(bool? meets) => mixes.Where(mix => mix.MeetsObjective == meets).MinBy(static mix => mix.UsdPerMonth);
    }

    /// <summary>Whether so many replicas cost more by themselves than what is known to be in time.</summary>
    private bool IsDearerThanAny(int replicas, List<WorkloadOption> mixes)
    {
        decimal usd = replicas * usdPerHour * (decimal)LoadCalendar.HoursOfMonth;
        return !input.Calendar.KnowsHours && mixes.Count > 0
            && (mixes.Exists(mix => mix.MeetsObjective == true && mix.UsdPerMonth < usd) || (input.ServerlessMeets == true && input.ServerlessUsd < usd));
    }

    private WorkloadOption? Mix(int replicas, ReplayResult result)
    {
        decimal all = AdviceInput.Usd(_served, _price);
        decimal spill = all == 0 ? 0 : _price.Of(result.SpilledPromptTokens, result.SpilledCompletionTokens) / all;
        double batch = input.BatchPays ? input.BackgroundShare : 0;
        decimal interactive = input.BatchPays ? 1 - (decimal)input.BackgroundUsdShare : 1;
        (decimal usd, double running, double requests, double stoppedRequests) = (0, 0, 0, 0);
        foreach (CalendarSlot slot in input.Calendar.Slots)
        {
            decimal serverless = slot.UsdPerHour(_price) * interactive;
            decimal dedicated = (replicas * usdPerHour) + (serverless * spill);
            bool stops = input.Calendar.KnowsHours && input.ServerlessMeets != false && serverless < dedicated;
            usd += (decimal)slot.HoursOfMonth * (stops ? serverless : dedicated);
            running += stops ? 0 : slot.HoursOfMonth;
            requests += slot.HoursOfMonth * slot.Requests;
            stoppedRequests += stops ? slot.HoursOfMonth * slot.Requests : 0;
        }

        double stopped = requests == 0 ? 0 : stoppedRequests / requests;
        double elsewhere = stopped + ((1 - stopped) * result.Spilled / _served.Length);
        if (running == 0 || (elsewhere == 0 && batch == 0 && running > LoadCalendar.HoursOfMonth - 0.01))
            return null; // serverless, or dedicated, and no mix
        if (input.BatchPays)
            usd += input.ServerlessUsd!.Value * (decimal)input.BackgroundUsdShare * (1 - input.Prices.BatchDiscount);

        int there = (int)Math.Round(result.Times.Length * (stopped / Math.Max(1e-9, 1 - stopped))) + (int)Math.Round(result.SpilledWaited / Math.Max(1e-9, 1 - stopped));
        TimeSpan? time = result.QuantileAmong(input.Objective.Percentile, there, input.Throughput.ServerlessTimeToFirstToken);
        return new WorkloadOption
        {
            Kind = WorkloadOptionKind.Mix,
            Hardware = throughput.Hardware,
            Replicas = replicas,
            ReplicaHours = running,
            ServerlessShare = elsewhere * (1 - batch),
            BatchShare = batch,
            UsdPerMonth = usd,
            TimeToFirstToken = time,
            MeetsObjective = time is null ? null : time <= input.Objective.TimeToFirstToken,
            Notes =
            [
                .. result.Spilled > 0 ? (string[])["What the replicas would answer too late goes to serverless, as an OverflowRouter does it."] : [],
                .. running < LoadCalendar.HoursOfMonth - 0.01 ? (string[])["The replicas stop in the hours in which serverless is cheaper for all that comes. They take a while to start: begin before the hour."] : [],
                .. batch > 0 ? (string[])["What nobody waits for goes to a batch."] : [],
            ],
        };
    }
}
