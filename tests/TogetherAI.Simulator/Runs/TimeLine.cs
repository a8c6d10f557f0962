using System.Globalization;
using System.Text;

namespace TogetherAI.Simulator;

/// <summary>How a run went, ten seconds at a time.</summary>
internal static class TimeLine
{
    public const double Step = 10;

    public static IReadOnlyList<Point> Points(RunResult run)
    {
        long objective = (long)(ServiceModel.Current.Workload.ObjectiveSeconds * TimeSpan.TicksPerSecond);
        List<Point> points = [];
        for (double at = 0; at + Step <= run.Scenario.Seconds; at += Step)
        {
            (int first, int end) = Windows.Range(run.Plans, at, at + Step);
            Outcome[] outcomes = [.. run.Outcomes.Skip(first).Take(end - first)];
            long to = (long)((at + Step) * TimeSpan.TicksPerSecond);
            long from = (long)(at * TimeSpan.TicksPerSecond);
            points.Add(new Point(
                at,
                outcomes.Length / Step,
                Judge.Percentile(Judge.Times(outcomes, static outcome => outcome.FirstToken), 0.95),
                Windows.Goodput(run, at, at + Step, objective),
                100 * Windows.DedicatedShare(run, at, at + Step),
                run.Attempts.Count(attempt => attempt.Index > 0 && attempt.StartedAt >= from && attempt.StartedAt < to)));
        }

        return points;
    }

    public static string Text(RunResult run)
    {
        StringBuilder text = new();
        foreach (Point point in Points(run))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {point.At,5:F0} s  {point.Rate,6:F1}/s  p95 {point.P95,6:F2} s  good {point.Goodput,6:F1} %  dedicated {point.Dedicated,6:F1} %  extra {point.Extra,4}");
        }

        return text.ToString();
    }

    /// <param name="At">In seconds.</param>
    /// <param name="Rate">Arrivals by the second.</param>
    /// <param name="P95">To the first token, in seconds.</param>
    /// <param name="Goodput">In percent.</param>
    /// <param name="Dedicated">The share that rented GPUs answered, in percent.</param>
    /// <param name="Extra">Attempts beyond the first.</param>
    internal sealed record Point(double At, double Rate, double P95, double Goodput, double Dedicated, int Extra);
}
