using System.Diagnostics;
using System.Globalization;
using TogetherAI.Engine;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Tokenization.Gguf;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Benchmarks.Opening;

/// <summary>
/// How long it takes until a model can be run: its file mapped, its header and vocabulary read, its weights found. Nothing of a gigabyte of
/// weights is read for that.
/// </summary>
internal static class OpenReport
{
    private const int Rounds = 9;
    private const double GoalMilliseconds = 50;

    /// <param name="paths">GGUF files; where there are none, one of 1.1 billion random weights is written.</param>
    /// <param name="report">Gets a line a file.</param>
    public static async Task PrintAsync(string[] paths, TextWriter report)
    {
        string? folder = paths.Length == 0 ? Directory.CreateTempSubdirectory("open-").FullName : null;
        try
        {
            if (folder is not null)
            {
                paths = [Path.Combine(folder, "random-1.1b-Q8_0.gguf")];
                GgufExport.CreateRandom("1.1b", paths[0], WeightFormat.Q8_0);
            }

            foreach (string path in paths)
                await report.WriteLineAsync(Measure(path));
        }
        finally
        {
            if (folder is not null)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static string Measure(string path)
    {
        // The first of a process compiles what it runs; the median is what another model costs.
        double first = Time(path), median = Median(() => Time(path));
        (double header, double weights, double vocabulary) = Parts(path);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(median <= GoalMilliseconds ? "met" : "NOT MET")} open {Path.GetFileName(path)} ({new FileInfo(path).Length / 1e6:F0} MB) {median:F1} ms (goal ≤ {GoalMilliseconds}); the first of the process {first:F0} ms; header {header:F1}, weights {weights:F1}, vocabulary {vocabulary:F1} ms");
    }

    private static double Time(string path)
    {
        long started = Stopwatch.GetTimestamp();
        using LanguageModel model = LanguageModel.Load(path);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static (double Header, double Weights, double Vocabulary) Parts(string path)
    {
        using ModelFiles files = ModelFiles.FromGguf(path);
        GgufFile file = GgufFile.Open(files, files.GgufFile!);
        return (
            Median(() => Time(() => GgufFile.Open(files, files.GgufFile!))),
            Median(() => Time(() => Decoder.Load(GgufFile.Open(files, files.GgufFile!)))),
            Median(() => Time(() => GgufTokenizerReader.Read(file.Metadata))));
    }

    private static double Time(Func<object> work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(Func<double> measure) => Enumerable.Range(0, Rounds).Select(_ => measure()).Order().ElementAt(Rounds / 2);
}
