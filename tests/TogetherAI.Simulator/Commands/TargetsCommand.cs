using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary><c>targets</c>: a line for every promise.</summary>
internal static class TargetsCommand
{
    private const int Seeds = 5;

    public static int Run(CommandLine line)
    {
        int seeds = line.Has("--quick") ? 1 : line.Number("--seeds", Seeds);
        Matrix matrix = Matrix.Run(TargetJudge.Needs(), seeds, line.Threads);
        Target[] targets = [.. new TargetJudge(matrix).Judge()];
        foreach (Target target in targets[..^1])
            Console.WriteLine(target);
        Console.WriteLine(Overhead.Measure());
        Console.WriteLine(Speed(matrix));
        Console.WriteLine(targets[^1]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{seeds} seeds, {ScenarioCatalog.All.Count} scenarios, {matrix.Requests:N0} requests. {Trace.Current.Source}."));
        return 0;
    }

    private static Target Speed(Matrix matrix)
    {
        const string scenario = "burst-10x";
        string[] digests = SimulationThread.RunAll<string>(
            [.. Enumerable.Repeat(() => Simulation.Run(ScenarioCatalog.Find(scenario), PolicyCatalog.Ours, 1).Digest(), 2)], threads: 2);
        double seconds = matrix.Took.TotalSeconds * 1e6 / matrix.Requests;
        return new Target(
            "T10",
            seconds < 180 && digests[0] == digests[1],
            string.Create(CultureInfo.InvariantCulture, $"a million requests in {seconds:F0} s; two runs of {scenario} {(digests[0] == digests[1] ? "bit-identical" : "DIFFER")}"),
            "10^6 requests in under 3 minutes, bit-identical");
    }
}
