using System.Text.Json.Nodes;

namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>Requests that the service would not take: each is its own input's failure, and no job's.</summary>
public class BatchRunRefusedTests
{
    [Fact]
    public async Task Each_is_the_failure_of_its_key_with_the_field_and_all_others_are_answered()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        string[] inputs = ["good 1", "no messages", "no model", "twice", "too long", "good 2"];
        BatchRunOptions options = corpus.Options with { CountTokens = static request => request.Messages[0].Text!.Length }; // would fail for one without messages
        List<BatchResult<string>> results = await client.Batches.RunAsync(inputs, static text => text, Ask, options).ToListAsync();

        Assert.Equal(inputs.Order(), results.Select(static result => result.Input).Order());
        Assert.Equal(["good 1", "good 2"], results.Where(static result => result.Response?.Text == "re: " + result.Input).Select(static result => result.Input).Order());
        BatchError Of(string input) => results.Single(result => result.Input == input).Error!;
        Assert.All(inputs.Where(static input => !input.StartsWith("good", StringComparison.Ordinal)), input => Assert.Equal("not_sent", Of(input).Code));
        Assert.Equal("The request was not sent. 'body.messages' is empty; a conversation has at least one message.", Of("no messages").Message);
        Assert.Equal(("body.messages", "body.model"), (Of("no messages").Parameter, Of("no model").Parameter));
        Assert.Contains("ExtraBody holds 'max_tokens', which a property of the request sets as well.", Of("twice").Message, StringComparison.Ordinal);
        Assert.Contains("and the service takes 10485760. Make it smaller.", Of("too long").Message, StringComparison.Ordinal);

        Assert.Equal(2, corpus.TakenIn.Count);
        BatchRunProgress told = corpus.Progress;
        Assert.Equal((6L, 1, 1, 2L, 4L, 0L, 6L), (told.Inputs, told.Jobs, told.JobsEnded, told.Answered, told.Failed, told.Repeated, told.Delivered));
        BatchRunStatus status = BatchRunStatus.Read(corpus.Journal);
        Assert.Equal((6L, true), (status.Inputs, status.IsComplete));
        Assert.Single(status.Jobs);
        Assert.Empty(await client.Batches.RunAsync(inputs, static text => text, Ask, options).ToListAsync());
    }

    [Fact]
    public async Task A_job_that_the_service_will_not_have_leaves_the_others_to_be_delivered_before_it_is_told()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        int jobs = 0;
        using TogetherClient client = new(corpus.ClientOptions, new BetweenHandler(corpus.Cloud.CreateHandler(), (request, _) => Task.FromResult(
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath == "/v1/batches" && Interlocked.Increment(ref jobs) == 2
                ? BetweenHandler.Answer(System.Net.HttpStatusCode.BadRequest, """{"error":{"message":"not this file","type":"invalid_request_error"}}""")
                : null)));
        List<string> seen = [];
        TogetherInvalidRequestException thrown = await Assert.ThrowsAsync<TogetherInvalidRequestException>(async () =>
        {
            await foreach (BatchResult<string> result in client.Batches.RunAsync(Corpus.Inputs(20), static text => text, Corpus.Ask, corpus.Options))
                seen.Add(result.Input);
        });
        Assert.Contains("not this file", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(10, seen.Count);

        seen.AddRange((await corpus.RunAsync(Corpus.Inputs(20))).Select(static result => result.Input));
        Assert.Equal(Corpus.Inputs(20).Order(), seen.Order());
        Assert.Equal(20, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task They_cost_nothing_are_handed_out_once_and_survive_the_process()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        BatchInputs<BatchRow> inputs = BatchInputs.FromLines(corpus.Write("in.txt", "no messages\nno model\nno messages\n"));
        BatchRunOptions options = corpus.Options with { MaxUsd = 0.000001m };
        await foreach (BatchResult<BatchRow> first in client.Batches.RunAsync(inputs, static row => Ask(row.Text("text")), options))
        {
            Assert.Equal("not_sent", first.Error!.Code);
            break; // asked for no other: it has not arrived
        }

        List<BatchResult<BatchRow>> results = await client.Batches.RunAsync(inputs, static row => Ask(row.Text("text")), options).ToListAsync();
        Assert.Equal(["1", "2", "3"], results.Select(static result => result.Key).Order());
        Assert.Equal((0, 0m), (corpus.Progress.Jobs, corpus.Progress.MostUsd));
        Assert.Empty(corpus.Cloud.Batches);
        Assert.Equal(["00001-ids"], Directory.GetFiles(corpus.Journal + ".d").Select(Path.GetFileName).Where(static name => name!.Contains('-', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task So_it_is_with_texts_and_recordings()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        corpus.Cloud.Batches.Transcribe(static file => "heard in " + file);
        List<BatchResult<string, EmbeddingResponse>> vectors = await client.Batches.RunEmbeddingsAsync(
            BatchInputs.From(["tai-tiny", ""], static model => model), static model => new EmbeddingRequest { Model = model, Input = "a text" }, corpus.Options).ToListAsync();
        Assert.Equal("body.model", Assert.Single(vectors, static result => result.Error is not null).Error!.Parameter);

        List<BatchResult<string, Transcription>> texts = await client.Batches.RunTranscriptionsAsync(
            BatchInputs.From(["https://example.com/a.mp3", "talk.mp3"], static file => file),
            static file => new TranscriptionRequest { File = file.StartsWith("https", StringComparison.Ordinal) ? AudioInput.FromUrl(new Uri(file)) : AudioInput.FromFile(file) },
            corpus.Options with { Journal = corpus.Journal + "2" }).ToListAsync();
        Assert.Equal("heard in https://example.com/a.mp3", texts.Single(static result => result.Error is null).Response!.Text);
        Assert.Contains("'talk.mp3' is not at an address", texts.Single(static result => result.Error is not null).Error!.Message, StringComparison.Ordinal);
    }

    private static ChatRequest Ask(string text) => text switch
    {
        "no messages" => Corpus.Ask(text) with { Messages = [] },
        "no model" => Corpus.Ask(text) with { Model = "" },
        "twice" => Corpus.Ask(text) with { ExtraBody = new JsonObject { ["max_tokens"] = 7 } },
        "too long" => Corpus.Ask(new string('x', 10 * 1024 * 1024)),
        _ => Corpus.Ask(text),
    };
}
