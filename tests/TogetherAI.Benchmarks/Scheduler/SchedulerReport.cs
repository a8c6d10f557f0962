using System.Globalization;
using TogetherAI.Engine;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Benchmarks.Scheduler;

/// <summary>
/// Measures what the engine's scheduler promises, on a model of random weights or one that is named, and prints a line for each goal. Not a
/// test: no build fails because a machine was busy.
/// </summary>
internal static class SchedulerReport
{
    /// <param name="args"><c>[--model PATH | --random SHAPE] [--format FORMAT] [--threads N] [--only PART]</c></param>
    /// <param name="report">Gets one line a goal.</param>
    public static async Task PrintAsync(string[] args, TextWriter report)
    {
        string? path = Option(args, "--model");
        string folder = Path.Combine(Path.GetTempPath(), "scheduler-" + Guid.NewGuid().ToString("N"));
        try
        {
            if (path is null)
            {
                Directory.CreateDirectory(folder);
                path = Path.Combine(folder, "model.gguf");
                GgufExport.CreateRandom(Option(args, "--random") ?? "0.1b", path, Enum.Parse<WeightFormat>(Option(args, "--format") ?? "Q8_0", ignoreCase: true));
            }

            using LanguageModel model = LanguageModel.Load(path);
            GenerationEngineOptions options = new();
            if (Option(args, "--threads") is { } threads)
                options = options with { Threads = int.Parse(threads, CultureInfo.InvariantCulture) };
            await MeasureAsync(model, options, Option(args, "--only") ?? "", report);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(LanguageModel model, GenerationEngineOptions options, string only, TextWriter report)
    {
        (string Name, Func<SchedulerRuns, Task<(double Figure, double Limit, bool AtLeast, string What)>> Run)[] goals =
        [
            ("batch", async runs => (await runs.BatchAsync(8), 5, true, "of one sequence's tokens a second, 8 sequences together")),
            ("prefix", async runs => (await runs.PrefixAsync(), 0.03, false, "of the cold time to the first token, a prompt that was read before")),
            ("short", async runs => (await runs.ShortAsync(), 2, false, "chunk times to a short request's first token during a long prompt")),
            ("copy", async runs => (await runs.LookupAsync(copying: true), 2, true, "of the tokens a second without prompt lookup, text that repeats itself")),
            ("new", async runs => (await runs.LookupAsync(copying: false), 0.97, true, "of the tokens a second without prompt lookup, nothing to copy")),
        ];
        foreach ((string name, Func<SchedulerRuns, Task<(double Figure, double Limit, bool AtLeast, string What)>> run) in goals)
        {
            if (!name.Contains(only, StringComparison.OrdinalIgnoreCase))
                continue;
            (double figure, double limit, bool atLeast, string what) = await run(new SchedulerRuns(model, options));
            bool met = atLeast ? figure >= limit : figure <= limit;
            await report.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{(met ? "met" : "NOT MET")} scheduler-{name} {figure:F3} (goal {(atLeast ? "≥" : "≤")} {limit:0.##} {what})"));
        }
    }

    private static string? Option(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
