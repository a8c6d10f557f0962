using System.Globalization;
using TogetherAI.Engine;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Benchmarks.Scheduler;

/// <summary>
/// Measures what the engine's scheduler promises, on a model of random weights, and prints a line for each goal. Not a
/// test: no build fails because a machine was busy.
/// </summary>
internal static class SchedulerReport
{
    /// <param name="args"><c>[--random SHAPE] [--format FORMAT] [--threads N] [--only PART] [--keep FOLDER]</c>; the last keeps the models for the next time.</param>
    /// <param name="report">Gets one line a goal.</param>
    public static async Task PrintAsync(string[] args, TextWriter report)
    {
        string shape = Option(args, "--random") ?? "0.1b", only = Option(args, "--only") ?? "";
        WeightFormat format = Enum.Parse<WeightFormat>(Option(args, "--format") ?? "Q8_0", ignoreCase: true);
        GenerationEngineOptions options = new();
        if (Option(args, "--threads") is { } threads)
            options = options with { Threads = int.Parse(threads, CultureInfo.InvariantCulture) };
        string? kept = Option(args, "--keep");
        string folder = kept ?? Directory.CreateTempSubdirectory("scheduler-").FullName;
        try
        {
            string path = Path.Combine(folder, $"random-{shape}-{format}.gguf"), copying = Path.Combine(folder, $"copying-{shape}-{format}.gguf");
            if (!File.Exists(path))
                GgufExport.CreateRandom(shape, path, format);
            using LanguageModel model = LanguageModel.Load(path);
            SchedulerRuns runs = new(model, options);
            await MeasureAsync("batch", runs.BatchAsync, "of one sequence's tokens a second, 8 sequences together", least: 5);
            await MeasureAsync("prefix", runs.PrefixAsync, "of the cold time to the first token, a prompt of 2,000 tokens that was read before", most: 0.03);
            await MeasureAsync("short", runs.ShortAsync, "chunk times to a short request's first token while 2,000 tokens are read", most: 2);
            await MeasureAsync("new", runs.NewAsync, "of the tokens a second without prompt lookup, nothing to copy", least: 0.97);
            if (!"copy".Contains(only, StringComparison.Ordinal))
                return;
            if (!File.Exists(copying))
                CopyingModel.Write(model.Spec, format, copying);
            using LanguageModel copier = LanguageModel.Load(copying);
            await MeasureAsync("copy", new SchedulerRuns(copier, options).CopyAsync, "of the tokens a second without prompt lookup, a copy of the prompt", least: 2);
        }
        finally
        {
            if (kept is null)
                Directory.Delete(folder, recursive: true);
        }

        async Task MeasureAsync(string name, Func<Task<double>> run, string what, double? least = null, double? most = null)
        {
            if (!name.Contains(only, StringComparison.Ordinal))
                return;
            double figure = await run();
            bool met = figure >= (least ?? figure) && figure <= (most ?? figure);
            await report.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{(met ? "met" : "NOT MET")} scheduler-{name} {figure:F3} (goal {(least is null ? "≤" : "≥")} {least ?? most:0.##} {what})"));
        }
    }

    private static string? Option(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
