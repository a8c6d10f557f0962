using System.Globalization;
using TogetherAI;

namespace OverflowGateway.Burst;

/// <summary>Lets a burst loose on a gateway, and says every second what becomes of it.</summary>
internal static class BurstRun
{
    public static async Task RunAsync(Gateway gateway, BurstPlan plan, TextWriter output, CancellationToken cancellationToken)
    {
        TimeProvider time = TimeProvider.System;
        using LoadGenerator load = new(gateway, plan, time);
        string[] lanes = [.. gateway.Router.Snapshot().Lanes.Select(static lane => lane.Name)];
        await output.WriteLineAsync(
            $"{"second",6} {"sent",5} {string.Concat(lanes.Select(static lane => $"{lane,20}"))} "
            + $"{"p50 ms",8} {"p95 ms",8} {"spills",7} {"hedges",7} {"failed",7} {"USD",9}");

        Task running = load.RunAsync(cancellationToken);
        using PeriodicTimer second = new(TimeSpan.FromSeconds(1), time);
        int sent = 0;
        RouterSnapshot before = gateway.Router.Snapshot();
        for (int row = 1; !running.IsCompleted; row++)
        {
            await second.WaitForNextTickAsync(cancellationToken);
            RouterSnapshot now = gateway.Router.Snapshot();
            BurstAnswer[] answers = [.. load.Answers.Where(answer => answer.At >= load.Elapsed - TimeSpan.FromSeconds(1))];
            string perLane = string.Concat(lanes.Select(lane => $"{answers.Count(answer => answer.Lane == lane),20}"));
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{row,6} {load.Sent - sent,5} {perLane} {Percentile(answers, 0.5),8} {Percentile(answers, 0.95),8} "
                + $"{Sum(now, static lane => lane.Spills) - Sum(before, static lane => lane.Spills),7} "
                + $"{Sum(now, static lane => lane.HedgesFired) - Sum(before, static lane => lane.HedgesFired),7} "
                + $"{answers.Count(static answer => answer.Lane is null),7} {now.Lanes.Sum(static lane => lane.CostUsd),9:0.00000}"));
            (sent, before) = (load.Sent, now);
        }

        await running;
        for (int phase = 0; phase < plan.Phases.Count; phase++)
        {
            BurstAnswer[] answers = [.. load.Answers.Where(answer => answer.Phase == phase)];
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"at {plan.Phases[phase].PerSecond} a second: {answers.Length} requests, first token p50 {Percentile(answers, 0.5)} ms, "
                + $"p95 {Percentile(answers, 0.95)} ms (objective {gateway.Settings.ObjectiveMilliseconds} ms), "
                + $"{answers.Count(static answer => answer.Lane is null)} failed"));
        }
    }

    private static long Sum(RouterSnapshot snapshot, Func<LaneSnapshot, long> figure) => snapshot.Lanes.Sum(figure);

    private static string Percentile(BurstAnswer[] answers, double share)
    {
        TimeSpan[] times = [.. answers.Select(static answer => answer.TimeToFirstToken).OfType<TimeSpan>().Order()];
        return times.Length == 0
            ? "-"
            : times[(int)Math.Min(times.Length - 1, share * times.Length)].TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
    }
}
