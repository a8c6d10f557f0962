namespace TogetherAI.Simulator;

/// <summary>A scenario's figures as a table in Markdown: means over the seeds and 95 % intervals.</summary>
internal static class MatrixTable
{
    private static readonly (string Name, int Digits, Func<Figures, double> Figure)[] s_columns =
    [
        ("p50 s", 2, static figures => figures.P50),
        ("p95 s", 2, static figures => figures.P95),
        ("p99 s", 2, static figures => figures.P99),
        ("p99.9 s", 2, static figures => figures.P999),
        ("whole p95 s", 1, static figures => figures.WholeP95),
        ("goodput %", 2, static figures => figures.Goodput),
        ("failed %", 2, static figures => figures.Failed),
        ("extra attempts %", 1, static figures => figures.Extra),
        ("worst 60 s %", 1, static figures => figures.WorstExtra),
        ("spill $ %", 1, static figures => figures.SpillUsd),
        ("hedge $ %", 1, static figures => figures.HedgeUsd),
        ("429 a thousand", 1, static figures => figures.Throttled),
        ("on rented GPUs %", 1, static figures => figures.OnDedicated),
        ("back after s", 0, static figures => figures.Return ?? double.NaN),
        ("swing", 1, static figures => figures.Swing),
    ];

    public static IEnumerable<string> Rows(Matrix matrix, Scenario scenario, IEnumerable<string> policies)
    {
        yield return "| policy | " + string.Join(" | ", s_columns.Select(static column => column.Name)) + " |";
        yield return "|-|" + string.Concat(s_columns.Select(static _ => "-|"));
        foreach (string policy in policies)
        {
            Cell cell = matrix[scenario.Name, policy];
            yield return $"| {policy} | " + string.Join(" | ", s_columns.Select(column => Text(cell.Estimate(column.Figure), column.Digits))) + " |";
        }
    }

    private static string Text(Estimate estimate, int digits) => double.IsNaN(estimate.Mean) ? "" : estimate.ToString(digits);
}
