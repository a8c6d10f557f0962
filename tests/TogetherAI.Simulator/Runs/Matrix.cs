using System.Diagnostics;

namespace TogetherAI.Simulator;

/// <summary>Runs scenarios, policies and seeds, some at a time.</summary>
internal sealed class Matrix
{
    private readonly Dictionary<(string Scenario, string Policy), Cell> _cells = [];

    private Matrix(int seeds) => Seeds = seeds;

    public int Seeds { get; }

    /// <summary>How many requests were made, in all runs together.</summary>
    public long Requests { get; private set; }

    /// <summary>How long it took, by the clock on the wall.</summary>
    public TimeSpan Took { get; private set; }

    public IReadOnlyCollection<Cell> Cells => _cells.Values;

    public Cell this[string scenario, string policy] => _cells[(scenario, policy)];

    public static Matrix Run(IEnumerable<(Scenario Scenario, string Policy)> cells, int seeds, int threads, RunStore? store = null)
    {
        Matrix matrix = new(seeds);
        (Scenario Scenario, string Policy)[] all = [.. cells.Distinct()];
        List<Func<Figures>> runs = [];
        for (int seed = 1; seed <= seeds; seed++) // seed by seed: a store must have seen the first of each before it is asked for another
        {
            int now = seed;
            foreach ((Scenario scenario, string policy) in all)
                runs.Add(() => store?.Get(scenario, policy, now) ?? Simulation.Run(scenario, policy, now).Judged());
        }

        long started = Stopwatch.GetTimestamp();
        Figures[] figures = SimulationThread.RunAll(runs, threads, done => Tell(done, runs.Count));
        matrix.Took = Stopwatch.GetElapsedTime(started);
        for (int i = 0; i < all.Length; i++)
        {
            Cell cell = new(all[i].Scenario, all[i].Policy, [.. Enumerable.Range(0, seeds).Select(seed => figures[(seed * all.Length) + i])]);
            matrix._cells.Add((cell.Scenario.Name, cell.Policy), cell);
            matrix.Requests += cell.Seeds.Sum(static seed => (long)seed.Requests);
        }

        return matrix;
    }

    /// <summary>The fixed threshold that, looking back, was best: by goodput, and among those within a twentieth of a point by what it cost.</summary>
    public Cell BestThreshold(string scenario)
    {
        Cell[] thresholds = [.. PolicyCatalog.Thresholds.Select(policy => this[scenario, policy])];
        double best = thresholds.Max(static cell => cell.Mean(static figures => figures.Goodput));
        return thresholds.Where(cell => cell.Mean(static figures => figures.Goodput) >= best - 0.05).MinBy(static cell => cell.Mean(static figures => figures.ExtraUsd))!;
    }

    private static void Tell(int done, int of)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write($"\r{done} of {of} runs");
        if (done == of && !Console.IsErrorRedirected)
            Console.Error.WriteLine();
    }
}
