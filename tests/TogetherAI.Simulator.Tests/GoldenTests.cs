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
        string[] lines = SimulationThread.RunAll<string>(
            [.. s_scenarios.Select(static name => (Func<string>)(() => $"{name} {Simulation.Run(Shortened(name), PolicyCatalog.Ours, seed: 1).Digest()}"))],
            Environment.ProcessorCount);
        string now = string.Join('\n', lines) + "\n";
        if (File.Exists(approved) && File.ReadAllText(approved) == now)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, now);
        Assert.Fail($"The router decides otherwise than it did. See what changed with 'scenario NAME --policy ours --trace'; if that is meant:{Environment.NewLine}mv {received} {approved}");
    }

    private static Scenario Shortened(string name)
    {
        Scenario scenario = ScenarioCatalog.Find(name);
        return scenario.Rate < 1 ? scenario : scenario with { Seconds = MostSeconds };
    }
}
