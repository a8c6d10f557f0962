namespace TogetherAI.Simulator;

/// <summary><c>report</c>: everything, as Markdown and SVG.</summary>
internal static class ReportCommand
{
    private const int Seeds = 20;
    private static readonly string[] s_pictured = ["burst-5x", "replica-loss-2", "brown-out-6x", "cold-start", "429-storm"];
    private static readonly string[] s_drawn = [PolicyCatalog.Ours, PolicyCatalog.FallBack, "fixed-0.4", "fixed-0.8", PolicyCatalog.Polly, "latency-rolling"];

    public static int Run(CommandLine line)
    {
        string folder = line.Text("--to") ?? DocsFolder();
        int seeds = line.Number("--seeds", Seeds);
        using RunStore? store = line.Text("--keep") is { } path ? new RunStore(path) : null;
        Matrix matrix = Matrix.Run(
            ScenarioCatalog.All.SelectMany(static _ => PolicyCatalog.All, static (scenario, policy) => (scenario, policy))
                .Concat(TargetJudge.Needs())
                .Concat(Report.Ablated.SelectMany(static _ => PolicyCatalog.Variants, static (name, policy) => (ScenarioCatalog.Find(name), policy))),
            seeds,
            line.Threads,
            store);
        Directory.CreateDirectory(folder);
        foreach (string name in s_pictured)
        {
            RunResult[] runs = SimulationThread.RunAll<RunResult>(
                [.. s_drawn.Select(policy => (Func<RunResult>)(() => Simulation.Run(ScenarioCatalog.Find(name), policy, seed: 1)))], line.Threads);
            Write($"{name}-percentiles.svg", Plots.Percentiles(name, runs));
            Write($"{name}-frontier.svg", Plots.Frontier(matrix, name));
            Write($"{name}-goodput.svg", Plots.Course(name, "goodput by 10 s", runs, static point => point.Goodput, new Axis("goodput %", 0, 100, [0, 20, 40, 60, 80, 100])));
            Write($"{name}-share.svg", Plots.Course(name, "share on rented GPUs by 10 s", runs, static point => point.Dedicated, new Axis("%", 0, 100, [0, 20, 40, 60, 80, 100])));
        }

        Write("README.md", Report.Text(matrix, s_pictured));
        Console.WriteLine($"{folder}: {matrix.Requests:N0} requests, {seeds} seeds, {matrix.Took.TotalSeconds:F0} s.");
        return 0;

        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text.ReplaceLineEndings("\n"));
    }

    private static string DocsFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sdk.sln")))
                return Path.Combine(folder.FullName, "docs", "routing-report");
        }

        throw new ArgumentException("There is no repository around this program; say where the report goes with --to.");
    }
}
