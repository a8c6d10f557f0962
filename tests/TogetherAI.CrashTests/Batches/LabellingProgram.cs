using System.Globalization;
using TogetherAI.CrashTests.Processes;

namespace TogetherAI.CrashTests.Batches;

/// <summary>A program as a user writes it: runs a corpus through batches and writes each result down before it asks for the next.</summary>
internal static class LabellingProgram
{
    public const string Name = "label";

    /// <summary>How many requests a job has: a corpus of 5,000 makes 13.</summary>
    private const int RequestsPerJob = 400;

    /// <param name="args">The cloud's address, the journal, the name, the start of the clock, how many inputs, the word they begin with.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        Uri cloud = new(args[0]);
        (string journal, string name, string word) = (args[1], args[2], args[5]);
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
        IEnumerable<string> inputs = Enumerable.Range(1, int.Parse(args[4], CultureInfo.InvariantCulture)).Select(i => FormattableString.Invariant($"{word}-{i}"));
        BatchRunOptions run = new() { Journal = journal, RequestsPerJob = RequestsPerJob, Wait = new WaitOptions { Interval = TimeSpan.FromSeconds(1) } };
        await foreach (BatchResult<string> result in together.Batches.RunAsync(inputs, static text => text, Ask, run))
            await results.WriteAsync(result.Key, result.Response?.Text ?? "error: " + result.Error!.Message);
        return 0;
    }

    /// <summary>Where the results of a run are written down.</summary>
    public static string ResultsOf(string journal) => journal + ".results";

    private static ChatRequest Ask(string text) => new() { Model = "tai-tiny", Messages = [ChatMessage.User(text)], MaxTokens = 4 };
}
