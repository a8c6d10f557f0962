using System.Globalization;
using System.Text.Json.Serialization;
using TogetherAI.CrashTests.Processes;

namespace TogetherAI.CrashTests.Batches;

/// <summary>
/// A program as a user writes it: runs a corpus through batches and writes each result down before it asks for the next. Its user changes his mind:
/// each life has other options, and those whose inputs lie on disk are not given all of them again.
/// </summary>
internal static partial class LabellingProgram
{
    public const string Name = "label";

    private const int Inputs = 5000;

    /// <summary>How many requests are under way by themselves at a time.</summary>
    public const int RequestsAtATime = 8;

    /// <summary>How long a program may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(20);

    /// <summary>Starts it in a process of its own.</summary>
    /// <param name="cloud">The cloud's address.</param>
    /// <param name="journal">The run's journal.</param>
    /// <param name="name">The process's.</param>
    /// <param name="start">The start of the clock.</param>
    /// <param name="corpus">The corpus, by the word its keys begin with.</param>
    /// <param name="part">Its part of that.</param>
    /// <param name="life">Decides on its options; 0 for the same each time.</param>
    public static ChildProcess Start(Uri cloud, string journal, string name, DateTimeOffset start, string corpus, (int Number, int Count) part, int life) => ChildProcess.Start(
        name,
        Name,
        cloud.ToString(),
        journal,
        name,
        start.ToString("O", CultureInfo.InvariantCulture),
        corpus,
        part.Number.ToString(CultureInfo.InvariantCulture),
        part.Count.ToString(CultureInfo.InvariantCulture),
        life.ToString(CultureInfo.InvariantCulture));

    /// <summary>The keys of a corpus.</summary>
    public static IEnumerable<string> Keys(string corpus) => Enumerable.Range(1, Inputs).Select(i => FormattableString.Invariant($"{corpus}-{i}"));

    /// <param name="args">The cloud's address, the journal, the name, the start of the clock, the corpus, the part, how many there are, the life.</param>
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
        Random random = new(int.Parse(args[7], CultureInfo.InvariantCulture));
        BatchRunOptions run = Options(random) with
        {
            Journal = journal,
            Part = (int.Parse(args[5], CultureInfo.InvariantCulture), int.Parse(args[6], CultureInfo.InvariantCulture)),
        };
        await foreach (BatchResult<string> result in together.Batches.RunAsync(Corpus(args[4], journal, random), Ask, run))
            await results.WriteAsync(result.Key, result.Response?.Text ?? "error: " + result.Error!.Message);
        return 0;
    }

    /// <summary>Where the results of a run are written down.</summary>
    public static string ResultsOf(string journal) => journal + ".results";

    /// <summary>What fails once is asked again in any of these: in a further job, or by itself.</summary>
    private static BatchRunOptions Options(Random random)
    {
        int attempts = random.Next(1, 4);
        return new BatchRunOptions
        {
            Journal = "",
            RequestsPerJob = random.Next(300, 500), // a corpus of 5,000 makes 10 to 17 jobs, in whichever life it is cut
            BytesPerJob = random.Next(2) == 0 ? 32 * 1024 : 90L * 1024 * 1024,
            JobsAtATime = random.Next(1, 6),
            RequestsAtATime = RequestsAtATime,
            Attempts = attempts,
            Fallback = attempts == 1 || random.Next(2) == 0 ? BatchFallback.Serverless : BatchFallback.Report,
            Wait = new WaitOptions { Interval = TimeSpan.FromSeconds(1) },
        };
    }

    /// <summary>Every other corpus lies on disk, and once it does, some of it is not given again.</summary>
    private static BatchInputs<string> Corpus(string corpus, string journal, Random random)
    {
        if (corpus[^1] % 2 == 0)
            return BatchInputs.From(Keys(corpus), static text => text);
        bool isThere = File.Exists(journal) && BatchRunStatus.Read(journal).Inputs > 0;
        return BatchInputs.From(isThere ? Keys(corpus).Where(_ => random.Next(2) == 0) : Keys(corpus), static text => text, TextJson.Default.String);
    }

    [JsonSerializable(typeof(string))]
    private sealed partial class TextJson : JsonSerializerContext;

    private static ChatRequest Ask(string text) => new() { Model = "tai-tiny", Messages = [ChatMessage.User(text)], MaxTokens = 4 };
}
