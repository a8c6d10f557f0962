using System.Text.Json.Serialization.Metadata;
using System.Text.Json.Serialization;

namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>A run whose options and inputs change from one life to the next: what was answered is never bought again, and nothing is lost.</summary>
public partial class BatchRunChangeTests
{
    private const int Count = 8;

    [JsonSerializable(typeof(string))]
    private sealed partial class TextJson : JsonSerializerContext;

    [Fact]
    public async Task What_was_answered_by_itself_goes_into_no_further_job()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        Answers answers = new(corpus);
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText is "text 2" or "text 5").Times(2).Respond(500);
        corpus.Cloud.Faults.OnChat().When(static request => request.LastUserText == "text 5").Respond(402);
        BatchRunOptions alone = corpus.Options with { Attempts = 1, Fallback = BatchFallback.Serverless, RequestsAtATime = 1 };
        await Assert.ThrowsAsync<TogetherBillingException>(() => corpus.RunAsync(Corpus.Inputs(Count), alone));
        corpus.Cloud.Faults.Clear();

        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(Count), corpus.Options with { Attempts = 3, Fallback = BatchFallback.Report });
        Assert.Equal(Corpus.Inputs(Count).Order(), results.Where(static result => result.Error is null).Select(static result => result.Input).Order());
        Assert.All(answers.Times, static text => Assert.Equal((text.Key, 1), (text.Key, text.Value)));
        Assert.Equal([Count, 1], corpus.Cloud.Batches.Select(static batch => batch.CustomIds.Count));
    }

    [Fact]
    public async Task What_was_answered_by_itself_is_delivered_where_the_rest_is_given_up()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        Answers answers = new(corpus);
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText is "text 2" or "text 5").Respond(500, message: "broken");
        corpus.Cloud.Faults.OnChat().When(static request => request.LastUserText == "text 5").Respond(402);
        BatchRunOptions alone = corpus.Options with { Attempts = 1, Fallback = BatchFallback.Serverless, RequestsAtATime = 1 };
        await Assert.ThrowsAsync<TogetherBillingException>(() => corpus.RunAsync(Corpus.Inputs(Count), alone));

        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(Count), corpus.Options with { Attempts = 1, FallbackLimit = 0 });
        Assert.Equal("re: text 2", results.Single(static result => result.Input == "text 2").Response!.Text);
        Assert.Equal("broken", results.Single(static result => result.Input == "text 5").Error!.Message);
        Assert.All(answers.Times, static text => Assert.Equal((text.Key, 1), (text.Key, text.Value)));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    public async Task Ended_at_any_request_and_gone_on_with_other_options_it_buys_nothing_twice(int attempts, int later)
    {
        for (int death = 1; ; death++)
        {
            await using Corpus corpus = await Corpus.StartAsync();
            Answers answers = new(corpus);
            HashSet<string> failed = [];
            corpus.Cloud.Faults.OnBatchRequests().When(request =>
            {
                lock (failed)
                    return request.LastUserText is "text 2" or "text 3" && failed.Add(request.LastUserText); // each fails once
            }).Respond(500);
            using MortalHandler handler = new(corpus.Cloud.CreateHandler(), death, served: true);
            using TogetherClient client = corpus.MortalClient(handler);
            BatchRunOptions first = Options(corpus, attempts);
            List<string> seen = [];
            try
            {
                await foreach (BatchResult<string> result in client.Batches.RunAsync(Inputs(Count), Corpus.Ask, first, handler.Dead.Token))
                    seen.Add(result.Response?.Text ?? "");
            }
            catch (OperationCanceledException)
            {
                Assert.True(handler.IsDead);
            }

            // Inputs that lie on disk need not be given again, and jobs that were cut keep their size.
            bool isSpooled = BatchRunStatus.Read(corpus.Journal).Inputs == Count;
            using TogetherClient next = corpus.Cloud.CreateClient();
            await foreach (BatchResult<string> result in next.Batches.RunAsync(Inputs(isSpooled ? 3 : Count), Corpus.Ask, Options(corpus, later) with { BytesPerJob = 1024, RequestsPerJob = 2 }))
                seen.Add(result.Response?.Text ?? "");
            Assert.Equal(Corpus.Inputs(Count).Select(static text => "re: " + text).Order(), seen.Distinct().Order());

            // One that went by itself may have been on its way when the process ended.
            Assert.InRange(answers.Times.Values.Sum(), Count, Count + (handler.IsDead ? 1 : 0));
            if (!handler.IsDead)
                break;
            Assert.InRange(death, 1, 100);
        }
    }

    private static BatchInputs<string> Inputs(int count) => BatchInputs.From(Corpus.Inputs(count), static text => text, (JsonTypeInfo<string>)TextJson.Default.String);

    private static BatchRunOptions Options(Corpus corpus, int attempts) => corpus.Options with
    {
        RequestsPerJob = 4,
        JobsAtATime = 1,
        RequestsAtATime = 1,
        Attempts = attempts,
        Fallback = attempts == 1 ? BatchFallback.Serverless : BatchFallback.Report,
    };

    /// <summary>How often each text was answered.</summary>
    private sealed class Answers
    {
        public Answers(Corpus corpus)
        {
            corpus.Cloud.Chat.Clear();
            corpus.Cloud.Chat.Always().Reply(request =>
            {
                lock (Times)
                    Times[request.LastUserText] = Times.GetValueOrDefault(request.LastUserText) + 1;
                return "re: " + request.LastUserText;
            });
        }

        public Dictionary<string, int> Times { get; } = [];
    }
}
