using System.Diagnostics;
using TogetherAI.CrashTests.Hosting;
using TogetherAI.CrashTests.Processes;
using TogetherAI.Local;

namespace TogetherAI.CrashTests.Batches;

/// <summary>
/// Kills a program that runs a corpus through batches, over and over, and starts it again until the corpus is done; then the next corpus, until
/// there were as many kills as were asked for. Each life has other options than the one before. What the cloud answered and what the program wrote
/// down must be the corpus, each of it once.
/// </summary>
internal sealed class BatchCrashTest : IAsyncDisposable
{
    private readonly CrashOptions _options;
    private readonly TextWriter _output;
    private readonly CrashCloud _cloud;
    private readonly Ledger _ledger;
    private readonly Random _random;
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("together-crash-");
    private readonly List<string> _corpora = [];
    private int _programs;
    private int _kills;

    private BatchCrashTest(CrashOptions options, TextWriter output, CrashCloud cloud) =>
        (_options, _output, _cloud, _ledger, _random) = (options, output, cloud, new Ledger(cloud), new Random(options.Seed));

    public static async Task<int> RunAsync(CrashOptions options, TextWriter output)
    {
        await using CrashCloud cloud = await CrashCloud.StartAsync();
        await using BatchCrashTest test = new(options, output, cloud);
        return await test.RunAsync();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<int> RunAsync()
    {
        long started = Stopwatch.GetTimestamp();
        int points = await FinishAsync(NextCorpus());
        _output.WriteLine($"A program that nobody kills reaches {points} points.");
        while (_kills < _options.Kills)
        {
            if (!await KillThroughAsync(NextCorpus(), points))
                return 2;
        }

        return await JudgeAsync(Stopwatch.GetElapsedTime(started));
    }

    private string NextCorpus()
    {
        _corpora.Add(FormattableString.Invariant($"corpus{_corpora.Count + 1}"));
        return _corpora[^1];
    }

    /// <summary>One corpus from its first program to the one that ends it; about ten die on the way.</summary>
    private async Task<bool> KillThroughAsync(string corpus, int points)
    {
        while (_kills < _options.Kills)
        {
            using ChildProcess program = Start(corpus);
            Task killed = _cloud.Points.Arm(
                program, _random.Next(1, Math.Max(2, points / 5)), requestsOnly: _random.Next(3) == 0, (KillTime)_random.Next(3));
            await program.WaitForExitAsync(LabellingProgram.Limit);
            if (!_cloud.Points.HasStruck)
            {
                if (program.ExitCode == 0)
                    return true; // done before its time had come
                _output.WriteLine($"{program.Name} ended with {program.ExitCode}:\n{program.Output}");
                return false;
            }

            await killed;
            _output.WriteLine(FormattableString.Invariant($"{++_kills}: killed at point {_cloud.Points.Reached}, {_cloud.Points.Struck}"));
        }

        return await FinishAsync(corpus) > 0;
    }

    /// <summary>A program that nobody kills.</summary>
    private async Task<int> FinishAsync(string corpus)
    {
        using ChildProcess program = Start(corpus);
        _ = _cloud.Points.Arm(program, target: 0, requestsOnly: false, KillTime.Before);
        await program.WaitForExitAsync(LabellingProgram.Limit);
        if (program.ExitCode == 0)
            return _cloud.Points.Reached;
        _output.WriteLine($"{program.Name} ended with {program.ExitCode}:\n{program.Output}");
        return 0;
    }

    private async Task<int> JudgeAsync(TimeSpan took)
    {
        List<(string Key, string Text)> written = [];
        foreach (string corpus in _corpora)
            written.AddRange(await ResultsFile.ReadAsync(LabellingProgram.ResultsOf(JournalOf(corpus))));

        _output.WriteLine(FormattableString.Invariant($"{_programs} programs, {_cloud.Batches.Count} jobs in {took.TotalSeconds:0.0} s"));
        return _ledger.Judge([.. _corpora.SelectMany(LabellingProgram.Keys)], written, _kills, FormattableString.Invariant($"kills {_kills}"), _output);
    }

    private string JournalOf(string corpus) => Path.Combine(_folder.FullName, corpus + ".journal");

    private ChildProcess Start(string corpus)
    {
        string name = $"program-{++_programs}";
        string journal = JournalOf(corpus);
        if (_options.Sabotage && Directory.Exists(journal + ".d"))
        {
            // It knows nothing of the lives before.
            File.Delete(journal);
            Directory.Delete(journal + ".d", recursive: true);
        }

        return LabellingProgram.Start(_cloud.Address, journal, name, _start, corpus, part: (1, 1), life: _random.Next(1, int.MaxValue));
    }
}
