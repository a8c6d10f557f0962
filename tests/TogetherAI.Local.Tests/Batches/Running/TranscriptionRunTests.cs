using System.Text;
using System.Text.Json;

namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>Recordings to texts through batches.</summary>
public class TranscriptionRunTests
{
    [Fact]
    public async Task Every_recording_gets_its_text()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        corpus.Cloud.Batches.Transcribe(static file => "heard in " + file);
        List<BatchResult<int, Transcription>> results = await RunAsync(client, 12, corpus.Options);
        Assert.Equal(12, results.Count);
        Assert.All(results, static result => Assert.Equal($"heard in https://example.com/{result.Input}.mp3", result.Response!.Text));
        Assert.Equal(["COMPLETED", "COMPLETED"], corpus.Cloud.Batches.Select(static batch => batch.Status));
        Assert.Equal((12L, 12L), (corpus.Progress.Answered, corpus.Progress.Delivered));
        Assert.Equal((null, null), (corpus.Progress.MostUsd, corpus.Progress.SpentUsd)); // by the length of the recordings

        // A line as the service wants it: sent on as a form, and only with what was set.
        string file = (await client.Files.ListAsync()).Data.First(static file => file.Filename.StartsWith("batch-run-", StringComparison.Ordinal)).Id;
        using MemoryStream content = new();
        await client.Files.DownloadAsync(file, content);
        using JsonDocument line = JsonDocument.Parse(Encoding.UTF8.GetString(content.ToArray()).Split('\n')[0]);
        Assert.Equal("FILE", line.RootElement.GetProperty("method").GetString());
        Assert.Matches("""^\{"file":"https://example\.com/\d+\.mp3","model":"openai/whisper-large-v3","language":"auto","response_format":"verbose_json","timestamp_granularities":\["word"\]\}$""", line.RootElement.GetProperty("body").GetRawText());
        Assert.Contains(corpus.Cloud.Requests, static request => request.Path == "/v1/batches" && request.Body.Contains("/v1/audio/transcriptions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_fails_is_repeated_and_what_stays_is_reported()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        corpus.Cloud.Batches.Transcribe(static file => file.EndsWith("/3.mp3", StringComparison.Ordinal) ? throw new InvalidOperationException("nothing to hear") : "text");
        corpus.Cloud.Batches.OnNext().Fail("no capacity");
        List<BatchResult<int, Transcription>> results = await RunAsync(client, 5, corpus.Options with { Attempts = 3 });
        Assert.Equal([3], results.Where(static result => result.Error is not null).Select(static result => result.Input));
        Assert.Contains("nothing to hear", results.Single(static result => result.Input == 3).Error!.Message, StringComparison.Ordinal);
        Assert.Equal([5, 5, 1], corpus.Cloud.Batches.Select(static batch => batch.CustomIds.Count));
    }

    [Fact]
    public async Task A_limit_in_money_is_refused()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        BatchBudgetException budget = await Assert.ThrowsAsync<BatchBudgetException>(() => RunAsync(client, 1, corpus.Options with { MaxUsd = 1 }));
        Assert.Contains("by its length", budget.Message, StringComparison.Ordinal);
        Assert.Empty(corpus.Cloud.Requests);
    }

    [Fact]
    public async Task The_few_that_are_left_go_by_themselves_as_the_forms_they_are()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        corpus.Cloud.Batches.Transcribe(static file => file.EndsWith("/3.mp3", StringComparison.Ordinal) ? throw new InvalidOperationException("nothing to hear") : "text");
        List<string> forms = [];
        using TogetherClient client = new(corpus.ClientOptions, new BetweenHandler(corpus.Cloud.CreateHandler(), async (request, _) =>
        {
            if (request.RequestUri!.AbsolutePath != "/v1/audio/transcriptions")
                return null;
            forms.Add(await request.Content!.ReadAsStringAsync());
            return BetweenHandler.Answer(System.Net.HttpStatusCode.OK, """{"text":"heard at last"}""");
        }));
        BatchRunOptions options = corpus.Options with { Attempts = 1, Fallback = BatchFallback.Serverless };
        List<BatchResult<int, Transcription>> results = await RunAsync(client, 5, options);
        Assert.Equal("heard at last", results.Single(static result => result.Input == 3).Response!.Text);
        Assert.Equal(5, results.Count(static result => result.Error is null));
        string form = Assert.Single(forms);
        foreach (string field in new[] { "https://example.com/3.mp3", "openai/whisper-large-v3", "auto", "verbose_json", "word" })
            Assert.Contains(field, form, StringComparison.Ordinal);
        Assert.Empty(await RunAsync(client, 5, options)); // and not once more
    }

    private static Task<List<BatchResult<int, Transcription>>> RunAsync(TogetherClient client, int count, BatchRunOptions options) => client.Batches.RunTranscriptionsAsync(
        BatchInputs.From(Enumerable.Range(1, count), static i => $"{i}"),
        static i => new TranscriptionRequest
        {
            File = AudioInput.FromUrl(new Uri($"https://example.com/{i}.mp3")),
            Language = "auto",
            ResponseFormat = TranscriptionFormat.VerboseJson,
            TimestampGranularities = [TimestampGranularity.Word],
        },
        options).ToListAsync().AsTask();
}
