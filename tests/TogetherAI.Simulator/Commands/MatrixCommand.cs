namespace TogetherAI.Simulator;

/// <summary><c>matrix</c>: every scenario by every policy, over seeds.</summary>
internal static class MatrixCommand
{
    public static int Run(CommandLine line)
    {
        IReadOnlyList<Scenario> scenarios = line.Text("--scenario") is { } name ? [.. name.Split(',').Select(ScenarioCatalog.Find)] : ScenarioCatalog.All;
        IReadOnlyList<string> policies = line.Text("--policy") is { } policy ? policy.Split(',') : PolicyCatalog.All;
        using RunStore? store = line.Text("--keep") is { } path ? new RunStore(path) : null;
        Matrix matrix = Matrix.Run(scenarios.SelectMany(_ => policies, static (scenario, policy) => (scenario, policy)), line.Number("--seeds", 20), line.Threads, store);
        foreach (Scenario scenario in scenarios)
        {
            Console.WriteLine($"{Environment.NewLine}{scenario.Name}: {scenario.Says}");
            foreach (string row in MatrixTable.Rows(matrix, scenario, policies))
                Console.WriteLine(row);
        }

        Console.WriteLine($"{Environment.NewLine}{matrix.Requests:N0} requests, {matrix.Seeds} seeds, {matrix.Took.TotalSeconds:F0} s. {Trace.Current.Source}.");
        return 0;
    }
}
