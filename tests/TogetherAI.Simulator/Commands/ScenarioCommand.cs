using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary><c>scenario NAME</c>: one run of a scenario, by one policy or by each.</summary>
internal static class ScenarioCommand
{
    public static int Run(CommandLine line)
    {
        Scenario scenario = ScenarioCatalog.Find(line.Name ?? throw new ArgumentException("Which scenario?"));
        int seed = line.Number("--seed", 1);
        IReadOnlyList<string> policies = line.Text("--policy") is { } policy ? policy.Split(',') : PolicyCatalog.All;
        Console.WriteLine($"{scenario.Name}: {scenario.Says}. Seed {seed}, {scenario.Seconds:F0} s. {Trace.Current.Source}.");
        Console.WriteLine(Header);
        string[] rows = SimulationThread.RunAll(
            [.. policies.Select(name => (Func<string>)(() => Row(Simulation.Run(scenario, name, seed), line.Has("--trace"))))], line.Threads);
        foreach (string row in rows)
            Console.WriteLine(row);
        Figures bound = Clairvoyant.Run(scenario, seed);
        Console.WriteLine($"{"no queue, clairvoyant",-22}{bound.P50,7:F2}{bound.P95,7:F2}{bound.P99,7:F2}{bound.P999,7:F2}{bound.Goodput,8:F2}");
        return 0;
    }

    private static string Header =>
        $"{"policy",-22}{"p50 s",7}{"p95",7}{"p99",7}{"p99.9",7}{"good %",8}{"fail %",8}{"extra %",8}{"worst",7}{"spill $",9}{"hedge $",9}{"429/1k",8}{"ded. %",8}{"back s",8}{"swing",7}  digest";

    private static string Row(RunResult run, bool trace)
    {
        Figures f = run.Judged();
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Policy,-22}{f.P50,7:F2}{f.P95,7:F2}{f.P99,7:F2}{f.P999,7:F2}{f.Goodput,8:F2}{f.Failed,8:F2}{f.Extra,8:F2}{f.WorstExtra,7:F1}{f.SpillUsd,9:F1}{f.HedgeUsd,9:F1}{f.Throttled,8:F1}{f.OnDedicated,8:F1}{f.Return,8:F0}{f.Swing,7:F1}  {run.Digest()[..12]}");
        return trace ? row + Environment.NewLine + TimeLine.Text(run) : row;
    }
}
