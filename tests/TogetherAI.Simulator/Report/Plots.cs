using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>The report's pictures.</summary>
internal static class Plots
{
    /// <summary>Time to the first token by percentile; the axis gives each nine the same room.</summary>
    public static string Percentiles(string scenario, IEnumerable<RunResult> runs)
    {
        double[] percentiles = [.. Enumerable.Range(0, 61).Select(static i => 1 - Math.Pow(10, -i / 20.0))];
        Svg plot = new(
            $"{scenario}: time to first token by percentile",
            new Axis("percentile", 0, 3, [0, 1, 2, 3]) { Labels = static nines => nines == 0 ? "0" : (100 * (1 - Math.Pow(10, -nines))).ToString("0.#", CultureInfo.InvariantCulture) },
            new Axis("seconds", 0.05, 20, [0.1, 0.2, 0.5, 1, 2, 5, 10, 20]) { IsLogarithmic = true });
        foreach (RunResult run in runs)
        {
            double[] times = Judge.Times(run.Outcomes, static outcome => outcome.FirstToken);
            plot.Add(run.Policy, percentiles.Select(share => (-Math.Log10(1 - share), Judge.Percentile(times, share))).Where(static point => double.IsFinite(point.Item2)));
        }

        return plot.ToString();
    }

    /// <summary>What goodput costs: each policy a point, thresholds and our own settings a line.</summary>
    public static string Frontier(Matrix matrix, string scenario)
    {
        Cell[] cells = [.. matrix.Cells.Where(cell => cell.Scenario.Name == scenario && cell.Policy is not ("dedicated" or "serverless"))];
        double least = Math.Floor(Math.Min(98, cells.Min(static cell => cell.Mean(static figures => figures.Goodput))) / 10) * 10;
        double most = Math.Max(10, Math.Ceiling(cells.Max(static cell => cell.Mean(static figures => figures.ExtraUsd)) / 20) * 20);
        Svg plot = new(
            $"{scenario}: goodput against spend",
            new Axis("extra spend, % of dedicated spend", 0, most, [.. Enumerable.Range(0, 6).Select(i => most * i / 5)]),
            new Axis("goodput %", least, 100, [.. Enumerable.Range(0, 6).Select(i => least + ((100 - least) * i / 5))]));
        foreach (Cell cell in cells.OrderByDescending(static cell => cell.Policy == PolicyCatalog.Ours))
        {
            if (!cell.Policy.StartsWith("fixed", StringComparison.Ordinal))
                plot.Add(cell.Policy, [Point(cell)], joined: false);
        }

        return plot.Add("fixed threshold", PolicyCatalog.Thresholds.Select(policy => Point(matrix[scenario, policy]))).ToString();

        static (double X, double Y) Point(Cell cell) => (cell.Mean(static figures => figures.ExtraUsd), cell.Mean(static figures => figures.Goodput));
    }

    /// <summary>How a run went over time.</summary>
    public static string Course(string scenario, string what, IEnumerable<RunResult> runs, Func<TimeLine.Point, double> figure, Axis y)
    {
        RunResult[] all = [.. runs];
        double seconds = all[0].Scenario.Seconds;
        Svg plot = new($"{scenario}: {what}", new Axis("seconds", 0, seconds, [.. Enumerable.Range(0, 7).Select(i => seconds * i / 6)]), y);
        foreach (RunResult run in all)
            plot.Add(run.Policy, TimeLine.Points(run).Select(point => (point.At, figure(point))));
        return plot.ToString();
    }
}
