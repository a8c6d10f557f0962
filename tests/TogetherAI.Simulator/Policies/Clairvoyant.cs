namespace TogetherAI.Simulator;

/// <summary>
/// A bound that no policy reaches: every request knows its luck, meets an idle replica, and takes the faster lane. It makes no requests, so
/// there is nothing to simulate.
/// </summary>
internal static class Clairvoyant
{
    public static Figures Run(Scenario scenario, int seed)
    {
        ServiceModel model = ServiceModel.Current;
        IReadOnlyList<RequestPlan> plans = Arrivals.Create(scenario, (ulong)seed);
        double[] times = new double[plans.Count];
        for (int i = 0; i < times.Length; i++)
        {
            Draw dedicated = new((ulong)seed, (ulong)i, (ulong)Lane.Dedicated);
            Draw serverless = new((ulong)seed, (ulong)i, (ulong)Lane.Serverless);
            times[i] = model.Network.RoundTripSeconds + Math.Min(
                Replica.PrefillSeconds(model.Dedicated, plans[i], ref dedicated), ServerlessService.FirstTokenSeconds(model.Serverless, plans[i], ref serverless));
        }

        Array.Sort(times);
        return new Figures
        {
            Requests = times.Length,
            P50 = Judge.Percentile(times, 0.5),
            P95 = Judge.Percentile(times, 0.95),
            P99 = Judge.Percentile(times, 0.99),
            P999 = Judge.Percentile(times, 0.999),
            WholeP95 = double.NaN,
            WholeP99 = double.NaN,
            Goodput = 100.0 * times.Count(time => time <= model.Workload.ObjectiveSeconds) / Math.Max(1, times.Length),
            Failed = 0,
            Extra = 0,
            WorstExtra = 0,
            WorstExtraOfAllowed = 0,
            SpillUsd = double.NaN,
            HedgeUsd = double.NaN,
            Throttled = 0,
            OnDedicated = double.NaN,
            Return = null,
            AfterReturn = null,
            Swing = double.NaN,
        };
    }
}
