using System.Globalization;
using TogetherAI.Engine;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Measuring;

namespace TogetherAI.Benchmarks.Engine;

/// <summary>
/// Holds the engine against the machine and, where it is installed, against llama.cpp, on the same file of random weights: rounds of the one
/// and the other follow one another, and each figure is the median of its pairs. Not a test: no build fails because a machine was busy.
/// </summary>
internal static class EngineReport
{
    private const int NewTokens = 32;

    /// <param name="args">
    /// <c>[--format FORMAT] [--models FOLDER] [--peer FOLDER] [--shape SHAPE] [--threads N] [--pairs N] [--prompt N]</c>: FOLDER of models keeps
    /// the files for the next time, FOLDER of the peer is where <c>npm install node-llama-cpp@3.22</c> was run.
    /// </param>
    /// <param name="report">Gets one line a figure.</param>
    public static async Task PrintAsync(string[] args, TextWriter report)
    {
        string shape = Option(args, "--shape") ?? "1.1b";
        int threads = Number(args, "--threads", 2), pairs = Number(args, "--pairs", 5), prompt = Number(args, "--prompt", 512);
        string models = Option(args, "--models") ?? Directory.CreateTempSubdirectory("engine-goals-").FullName;
        try
        {
            foreach (EngineGoals goals in EngineGoals.All.Where(goal => Option(args, "--format") is not { } only || goal.Format.ToString().Equals(only, StringComparison.OrdinalIgnoreCase)))
            {
                string file = Path.Combine(models, $"{shape}-{goals.Format}.gguf");
                if (!File.Exists(file))
                    GgufExport.CreateRandom(shape, file, goals.Format);
                using Peer? peer = Option(args, "--peer") is { } folder ? await Peer.StartAsync(folder, file, threads, prompt, NewTokens) : null;
                await MeasureAsync(goals, file, peer, threads, pairs, prompt, report);
            }
        }
        finally
        {
            if (Option(args, "--models") is null)
                Directory.Delete(models, recursive: true);
        }
    }

    private static async Task MeasureAsync(EngineGoals goals, string file, Peer? peer, int threads, int pairs, int prompt, TextWriter report)
    {
        using LanguageModel model = LanguageModel.Load(file);
        SpeedTestOptions options = new()
        {
            Engine = new GenerationEngineOptions { Threads = threads },
            PromptTokens = prompt,
            NewTokens = NewTokens,
            BatchSequences = 8,
            LoadTokens = 0,
            Rounds = 1,
        };
        List<SpeedReport> ours = [];
        List<(double Prefill, double Decode)> theirs = [];
        if (peer is not null)
            await peer.RunAsync();
        for (int pair = 0; pair < pairs; pair++)
        {
            ours.Add(await SpeedTest.RunAsync(model, options));
            if (peer is not null)
                theirs.Add(await peer.RunAsync());
        }

        double prefill = Median(ours.Select(static run => run.PrefillTokensPerSecond)), decode = Median(ours.Select(static run => run.DecodeTokensPerSecond));
        await report.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{goals.Format}: prefill {prefill:F1}, decode {decode:F1} tokens/s, {threads} threads, {ours[0].InstructionSet}"));
        Line("decode-bandwidth", Median(ours.Select(static run => run.BandwidthShare)), goals.BandwidthShare, "of the read bandwidth");
        Line("prefill-peak", Median(ours.Select(static run => run.ComputeShare)), goals.ComputeShare, "of the single-precision peak");
        Line("batch", Median(ours.Select(static run => run.BatchTokensPerSecond!.Value / run.DecodeTokensPerSecond)), goals.Batch, "x one sequence's tokens, eight together");
        if (peer is null)
            return;
        await report.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"  llama.cpp: prefill {Median(theirs.Select(static run => run.Prefill)):F1}, decode {Median(theirs.Select(static run => run.Decode)):F1} tokens/s"));
        Line("prefill-peer", Median(ours.Zip(theirs, static (our, their) => our.PrefillTokensPerSecond / their.Prefill)), goals.Prefill, "x llama.cpp");
        Line("decode-peer", Median(ours.Zip(theirs, static (our, their) => our.DecodeTokensPerSecond / their.Decode)), goals.Decode, "x llama.cpp");

        void Line(string name, double figure, double? goal, string what) => report.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(goal is null ? "  " : figure >= goal ? "met " : "NOT MET ")}engine-{goals.Format}-{name} {figure:F2} {what}{(goal is { } limit ? $" (goal {limit:0.##})" : "")}"));
    }

    private static double Median(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return sorted[sorted.Length / 2];
    }

    private static int Number(string[] args, string name, int fallback) =>
        Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    private static string? Option(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
