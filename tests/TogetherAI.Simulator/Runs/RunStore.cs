using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI.Simulator;

/// <summary>
/// Keeps the figures of runs in a file, a line each, so that a long report can be stopped and gone on with. What is kept is not believed blindly:
/// seed 1 of every cell is run anew each time, and where that goes another way than it did, nothing kept of the cell is used.
/// </summary>
internal sealed class RunStore : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Scenario, string Policy, int Seed), Kept> _kept = [];
    private readonly StreamWriter _file;

    public RunStore(string path)
    {
        if (File.Exists(path))
        {
            foreach (string line in File.ReadLines(path))
            {
                Kept kept = JsonSerializer.Deserialize<Kept>(line, s_json)!;
                _kept[(kept.Scenario, kept.Policy, kept.Seed)] = kept;
            }
        }

        _file = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    /// <summary>The figures of a run: kept ones, or those of a run made now.</summary>
    public Figures Get(Scenario scenario, string policy, int seed)
    {
        lock (_gate)
        {
            if (seed > 1 && _kept.TryGetValue((scenario.Name, policy, seed), out Kept? kept))
                return kept.Figures;
        }

        RunResult run = Simulation.Run(scenario, policy, seed);
        Kept now = new(scenario.Name, policy, seed, run.Digest(), run.Judged());
        lock (_gate)
        {
            if (seed == 1 && _kept.TryGetValue((scenario.Name, policy, 1), out Kept? before) && before.Digest != now.Digest)
                Forget(scenario.Name, policy);
            _kept[(scenario.Name, policy, seed)] = now;
            _file.WriteLine(JsonSerializer.Serialize(now, s_json));
        }

        return now.Figures;
    }

    public void Dispose() => _file.Dispose();

    private void Forget(string scenario, string policy)
    {
        foreach ((string Scenario, string Policy, int Seed) key in _kept.Keys.Where(key => key.Scenario == scenario && key.Policy == policy).ToArray())
            _kept.Remove(key);
    }

    private sealed record Kept(string Scenario, string Policy, int Seed, string Digest, Figures Figures);
}
