namespace TogetherAI.Simulator;

/// <summary>Makes the requests of a run: the trace from a place that the seed chooses, at the rate that the scenario asks for.</summary>
internal static class Arrivals
{
    public static IReadOnlyList<RequestPlan> Create(Scenario scenario, ulong seed)
    {
        Trace trace = Trace.Current;
        int row = new Draw(seed, purpose: 7).Below(trace.Rows.Count);
        List<RequestPlan> plans = [];
        double at = 0;
        while (true)
        {
            Trace.Row now = trace.Rows[row++ % trace.Rows.Count];
            at = Advance(scenario, at, now.Gap);
            if (at >= scenario.Seconds)
                return plans;
            int id = plans.Count;
            Draw luck = new(seed, (ulong)id, 5);
            int prompt = luck.Uniform() < scenario.LongShareAt(at) ? scenario.LongPromptTokens : now.PromptTokens;
            plans.Add(new RequestPlan(id, (long)(at * TimeSpan.TicksPerSecond), prompt, now.OutputTokens));
        }
    }

    /// <summary>When a number of mean gaps has passed: the rate is the clock that the gaps run on.</summary>
    private static double Advance(Scenario scenario, double at, double gap)
    {
        while (true)
        {
            (double rate, double until) = scenario.RateAt(at);
            double end = at + (gap / rate);
            if (end <= until)
                return end;
            gap -= (until - at) * rate;
            at = until;
        }
    }
}
