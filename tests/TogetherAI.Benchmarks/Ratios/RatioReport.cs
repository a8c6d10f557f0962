using System.Diagnostics;
using System.Globalization;

namespace TogetherAI.Benchmarks;

/// <summary>Measures the goals and prints a line for each. Not a test: no build fails because a machine was busy.</summary>
internal static class RatioReport
{
    private const int Pairs = 21;

    /// <summary>
    /// How often, and for how long at least, both run before the first pair: the tiered compiler must have replaced its first, slow code by
    /// the profiled one, which it does in the background when it finds the time.
    /// </summary>
    private const int WarmUps = 60;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(4);

    /// <param name="goals">Makes the goals, one at a time.</param>
    /// <param name="filter">Part of the names to measure; null for all.</param>
    /// <param name="report">Gets one line a goal: <c>met|NOT MET name figure (goal …)</c>.</param>
    /// <param name="details">Gets what the figures were made of.</param>
    public static async Task PrintAsync(IEnumerable<Func<RatioGoal>> goals, string? filter, TextWriter report, TextWriter details)
    {
        foreach (Func<RatioGoal> create in goals)
        {
            await using RatioGoal goal = create();
            if (filter is null || goal.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
                await MeasureAsync(goal, report, details);
        }
    }

    private static async Task MeasureAsync(RatioGoal goal, TextWriter report, TextWriter details)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmUps || Stopwatch.GetElapsedTime(started) < s_warmUp; i++)
        {
            await goal.OursAsync();
            await goal.PeerAsync();
        }

        List<(Sample Ours, Sample Peer)> pairs = [];
        for (int i = 0; i < Pairs; i++)
        {
            // Who goes first changes from pair to pair: the second finds warmer caches and a smaller heap.
            Sample peer = default;
            if (i % 2 == 1)
                peer = await Sample.TakeAsync(goal.PeerAsync);
            Sample ours = await Sample.TakeAsync(goal.OursAsync);
            if (i % 2 == 0)
                peer = await Sample.TakeAsync(goal.PeerAsync);
            if (ours.Result != peer.Result)
                throw new InvalidOperationException($"{goal.Name}: the work differs: {ours.Result} here, {peer.Result} with {goal.Peer}.");
            pairs.Add((ours, peer));
        }

        await details.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {goal.Name}: ours {Median(pairs, static p => p.Ours.Milliseconds):F2} ms, {Median(pairs, static p => p.Ours.Bytes):F0} bytes; {goal.Peer} {Median(pairs, static p => p.Peer.Milliseconds):F2} ms, {Median(pairs, static p => p.Peer.Bytes):F0} bytes
            """));
        if (goal.TimeLimit is { } time)
            await report.WriteLineAsync(Line(goal, "time", Median(pairs, static p => p.Ours.Milliseconds / p.Peer.Milliseconds), time));
        if (goal.BytesLimit is { } bytes)
            await report.WriteLineAsync(Line(goal, "bytes", Median(pairs, static p => (double)p.Ours.Bytes / p.Peer.Bytes), bytes));
    }

    private static string Line(RatioGoal goal, string what, double figure, double limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(figure <= limit ? "met" : "NOT MET")} {goal.Name}-{what} {figure:F3} (goal ≤ {limit:0.###} of {goal.Peer}'s)");

    private static double Median(List<(Sample Ours, Sample Peer)> pairs, Func<(Sample Ours, Sample Peer), double> figure)
    {
        double[] figures = [.. pairs.Select(figure).Order()];
        return figures[figures.Length / 2];
    }
}
