using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>
/// An hour of a real service's traffic (Azure LLM inference trace 2023): the gaps between the arrivals of its conversations, and how long prompts and
/// answers of conversations and code completions were, in the order they came. The gaps are divided by their mean over a thousand neighbours: what stays is the burstiness, what goes is the hour's tide, since
/// the scenario says how much is asked. Without the file, gaps are exponential and lengths lognormal, fitted to the trace's quartiles.
/// </summary>
internal sealed class Trace
{
    private const int Neighbours = 500; // on each side

    private Trace(string source, IReadOnlyList<Row> rows)
    {
        Source = source;
        Rows = rows;
        MeanPromptTokens = rows.Average(static row => row.PromptTokens);
        MeanOutputTokens = rows.Average(static row => row.OutputTokens);
    }

    /// <summary>Where it comes from, for a report.</summary>
    public string Source { get; }

    public IReadOnlyList<Row> Rows { get; }

    public double MeanPromptTokens { get; }

    public double MeanOutputTokens { get; }

    /// <summary>The one that runs use.</summary>
    public static Trace Current { get; } =
        Find("azure-2023-conv.csv") is { } conversations && Find("azure-2023-code.csv") is { } code ? Read(conversations, code) : Synthetic();

    /// <summary>What stands in for the trace where it is absent.</summary>
    public static Trace Synthetic()
    {
        const int count = 20_000;
        Row[] rows = new Row[count];
        for (int i = 0; i < count; i++)
        {
            Draw luck = new(2023, (ulong)i);
            double gap = -Math.Log(1 - luck.Uniform());
            int prompt = (int)Math.Clamp(luck.Lognormal(900, 0.8), 8, 14_000);
            rows[i] = new Row(gap, prompt, (int)Math.Clamp(luck.Lognormal(150, 0.85), 2, 1000));
        }

        return new Trace("synthetic: exponential gaps, lognormal lengths (the Azure trace is not on this machine)", rows);
    }

    private static Trace Read(string conversations, string code)
    {
        double[] seconds = [.. Lines([conversations]).Select(static line =>
            DateTime.ParseExact(line[0], "yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture).Ticks / (double)TimeSpan.TicksPerSecond)];
        string[][] lengths = Lines([conversations, code]);
        Row[] rows = new Row[lengths.Length];
        int gaps = seconds.Length - 1;
        for (int i = 0; i < rows.Length; i++)
        {
            int gap = i % gaps;
            int first = Math.Max(0, gap - Neighbours);
            int last = Math.Min(gaps, gap + Neighbours);
            double mean = (seconds[last] - seconds[first]) / (last - first);
            rows[i] = new Row(
                (seconds[gap + 1] - seconds[gap]) / mean,
                int.Parse(lengths[i][1], CultureInfo.InvariantCulture),
                Math.Max(2, int.Parse(lengths[i][2], CultureInfo.InvariantCulture)));
        }

        return new Trace("Azure LLM inference trace 2023: gaps of the conversations, lengths of conversations and code", rows);
    }

    private static string[][] Lines(IEnumerable<string> paths) =>
        [.. paths.SelectMany(static path => File.ReadLines(path).Skip(1)).Order(StringComparer.Ordinal).Select(static line => line.Split(','))];

    private static string? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", "traces", name);
            if (File.Exists(path))
                return path;
        }

        return null;
    }

    /// <param name="Gap">To the next arrival, in mean gaps.</param>
    internal readonly record struct Row(double Gap, int PromptTokens, int OutputTokens);
}
