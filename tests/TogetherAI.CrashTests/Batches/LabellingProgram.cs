using System.Globalization;
using TogetherAI.CrashTests.Processes;

namespace TogetherAI.CrashTests.Batches;

/// <summary>A program as a user writes it: runs a corpus through batches and writes each result down before it asks for the next.</summary>
internal static class LabellingProgram
{
    public const string Name = "label";

    /// <summary>How many requests a job has: a corpus of 5,000 makes 13.</summary>
    private const int RequestsPerJob = 400;

    private const int Inputs = 5000;

    /// <summary>How long a program may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Starts it in a process of its own.</summary>
    /// <param name="cloud">The cloud's address.</param>
    /// <param name="journal">The run's journal.</param>
    /// <param name="name">The process's.</param>
    /// <param name="start">The start of the clock.</param>
    /// <param name="corpus">The corpus, by the word its keys begin with.</param>
    /// <param name="part">Its part of that.</param>
    public static ChildProcess Start(Uri cloud, string journal, string name, DateTimeOffset start, string corpus, (int Number, int Count) part) => ChildProcess.Start(
        name,
        Name,
        cloud.ToString(),
        journal,
        name,
        start.ToString("O", CultureInfo.InvariantCulture),
        corpus,
        part.Number.ToString(CultureInfo.InvariantCulture),
        part.Count.ToString(CultureInfo.InvariantCulture));

    /// <summary>The keys of a corpus.</summary>
    public static IEnumerable<string> Keys(string corpus) => Enumerable.Range(1, Inputs).Select(i => FormattableString.Invariant($"{corpus}-{i}"));

    /// <param name="args">The cloud's address, the journal, the name, the start of the clock, the corpus, the part, how many there are.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        Uri cloud = new(args[0]);
        (string journal, string name) = (args[1], args[2]);
        TogetherClientOptions options = new()
        {
            BaseAddress = cloud,
            AllowAnonymous = true,
            UserAgent = name + "/1",
            TimeProvider = new FastTimeProvider(DateTimeOffset.Parse(args[3], CultureInfo.InvariantCulture)),
            JournalFiles = new AnnouncedFiles(cloud, name + "/1"),
            Timeouts = { Attempt = TimeSpan.FromHours(1) },
        };
        using TogetherClient together = new(options);
        await using ResultsFile results = await ResultsFile.OpenAsync(ResultsOf(journal));
        BatchRunOptions run = new()
        {
            Journal = journal,
            RequestsPerJob = RequestsPerJob,
            Part = (int.Parse(args[5], CultureInfo.InvariantCulture), int.Parse(args[6], CultureInfo.InvariantCulture)),
            Wait = new WaitOptions { Interval = TimeSpan.FromSeconds(1) },
        };
        await foreach (BatchResult<string> result in together.Batches.RunAsync(Keys(args[4]), static text => text, Ask, run))
            await results.WriteAsync(result.Key, result.Response?.Text ?? "error: " + result.Error!.Message);
        return 0;
    }

    /// <summary>Where the results of a run are written down.</summary>
    public static string ResultsOf(string journal) => journal + ".results";

    private static ChatRequest Ask(string text) => new() { Model = "tai-tiny", Messages = [ChatMessage.User(text)], MaxTokens = 4 };
}
