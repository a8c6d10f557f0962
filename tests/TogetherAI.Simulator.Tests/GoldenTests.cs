using TogetherAI.Testing;

namespace TogetherAI.Simulator.Tests;

public sealed class GoldenTests
{
    private const double MostSeconds = 330; // to where something has happened: the whole of each is for the command line

    private static readonly string[] s_scenarios = ["burst-10x", "503-storm", "outage", "low-rate"];

    [Fact]
    public void The_router_decides_as_it_did()
    {
        string approved = RepositoryFiles.Path("tests", "TogetherAI.Simulator.Tests", "Golden", "decisions.txt");
        string received = Path.ChangeExtension(approved, ".received.txt");
        Assert.SkipUnless(Trace.Current.Source.StartsWith("Azure", StringComparison.Ordinal), "The trace that the digests were made with is not on this machine.");
        string[] kept = File.Exists(approved) ? File.ReadAllLines(approved) : [];
        Assert.SkipWhen(kept.Length > 0 && kept[0] != Arithmetic(), "This processor or runtime rounds exp, log and pow otherwise than the one the digests were made on.");
        string[] lines = SimulationThread.RunAll<string>(
            [.. s_scenarios.Select(static name => (Func<string>)(() => $"{name} {Simulation.Run(Shortened(name), PolicyCatalog.Ours, seed: 1).Digest()}"))],
            Environment.ProcessorCount);
        string[] now = [Arithmetic(), .. lines];
        if (kept.SequenceEqual(now))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllLines(received, now);
        Assert.Fail($"The router decides otherwise than it did. See what changed with 'scenario NAME --policy ours --trace'; if that is meant:{Environment.NewLine}mv {received} {approved}");
    }

    /// <summary>The last bits of the functions that the model and the router use: mathematical libraries differ in them, and a decision can hang on one.</summary>
    private static string Arithmetic()
    {
        ulong hash = 14695981039346656037;
        for (double x = 0.001; x < 100; x *= 1.01)
        {
            foreach (double value in (double[])[Math.Exp(-x), Math.Log(x), Math.Pow(x, 1.6), Math.Cbrt(x), Math.Sin(x), Math.Cos(x)])
                hash = (hash ^ (ulong)BitConverter.DoubleToInt64Bits(value)) * 1099511628211;
        }

        return $"arithmetic {hash:x16}";
    }

    private static Scenario Shortened(string name)
    {
        Scenario scenario = ScenarioCatalog.Find(name);
        return scenario.Rate < 1 ? scenario : scenario with { Seconds = MostSeconds };
    }
}
