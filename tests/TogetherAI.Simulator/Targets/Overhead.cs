using System.Diagnostics;
using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>
/// T9: what the router adds to a streamed request, against the same client without it, in memory and on the real clock; and by how much a loser
/// delays a winner, on the simulated one. Both sides take turns, and the middle of the rounds counts.
/// </summary>
internal static class Overhead
{
    private const int Rounds = 31;
    private const int Requests = 2_000;

    public static Target Measure()
    {
        using TogetherClient client = new(
            new TogetherClientOptions { ApiKey = "simulated", BaseAddress = new Uri("https://simulated.test"), Retry = { MaxRetries = 0 } }, new InstantHandler());
        using OverflowRouting router = new(client, share: 1, seed: 1);
        using SingleLane bare = new(client, Lane.Dedicated);
        ChatRequest request = Prompts.Create(new RequestPlan(0, 0, PromptTokens: 1000, OutputTokens: 100), seed: 1, LaneModels.Dedicated);
        double[] microseconds = new double[Rounds];
        double[] bytes = new double[Rounds];
        for (int i = -3; i < Rounds; i++)
        {
            (double took, double allocated) = Go(bare, request);
            (double tookRouted, double allocatedRouted) = Go(router, request);
            if (i < 0)
                continue; // the first rounds warm up
            microseconds[i] = tookRouted - took;
            bytes[i] = allocatedRouted - allocated;
        }

        double added = Median(microseconds);
        double more = Median(bytes);
        double delay = SimulationThread.Run(() => LongestDelay(Simulation.Run(ScenarioCatalog.Find("deaf-servers"), PolicyCatalog.Ours, 1)));
        return new Target(
            "T9",
            added <= 20 && more <= 1024 && delay == 0,
            string.Create(
                CultureInfo.InvariantCulture,
                $"a streamed request costs {added:F1} us and {more:F0} B more than without router, all decisions and the commit included; losers that ignore cancel delay winners by {delay:F0} ms"),
            "<= 20 us, <= 1,024 B, 0 ms");
    }

    /// <summary>The longest time from a winner's first token to the caller's having it, in milliseconds.</summary>
    private static double LongestDelay(RunResult run)
    {
        ILookup<int, Attempt> attempts = run.Attempts.ToLookup(static attempt => attempt.Request);
        long longest = 0;
        foreach (RequestPlan plan in run.Plans)
        {
            Outcome outcome = run.Outcomes[plan.Id];
            if (outcome.FirstToken is not { } first)
                continue;
            long sooner = attempts[plan.Id].Where(attempt => attempt.Lane == outcome.Lane && attempt.FirstTokenAt is not null).Min(static attempt => attempt.FirstTokenAt!.Value);
            longest = Math.Max(longest, plan.At + first - sooner);
        }

        return longest / (double)TimeSpan.TicksPerMillisecond;
    }

    private static (double Microseconds, double Bytes) Go(IPolicy policy, ChatRequest request)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < Requests; i++)
        {
            Task served = ServeAsync(policy, request);
            if (!served.IsCompletedSuccessfully)
                throw new InvalidOperationException("An answer from memory is there at once; this one was not.", served.Exception);
        }

        return (Stopwatch.GetElapsedTime(started).TotalMicroseconds / Requests, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Requests);
    }

    private static async Task ServeAsync(IPolicy policy, ChatRequest request)
    {
        IAnswer answer = await policy.StartAsync(request, CancellationToken.None).ConfigureAwait(false);
        await answer.ReadToEndAsync().ConfigureAwait(false);
        await answer.DisposeAsync().ConfigureAwait(false);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
