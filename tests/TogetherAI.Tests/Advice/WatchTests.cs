using System.Net;
using TogetherAI.Tests.Telemetry;

namespace TogetherAI.Tests.Advice;

[Collection(nameof(TelemetryCollection))]
public class WatchTests
{
    private const string Model = "watch-test/model";

    private const string Answer =
        """{"id":"o1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"eos","message":{"role":"assistant","content":"Paris"}}],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42}}""";

    private static readonly ChatRequest s_question = new() { Model = Model, Messages = [ChatMessage.User("Capital of France?")], MaxTokens = 8 };

    private readonly ManualTimeProvider _time = new();
    private readonly TrafficProfiler _profiler = new();

    [Fact]
    public async Task Answered_calls_are_recorded_with_the_client_s_clock()
    {
        FakeHandler handler = Slow(TimeSpan.FromSeconds(2)).ThenSse(
            """{"id":"s","choices":[{"index":0,"delta":{"role":"assistant","content":"Paris"}}]}""",
            """{"id":"s","choices":[{"index":0,"delta":{"content":"."},"finish_reason":"eos"}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}""",
            "[DONE]");
        using TogetherClient client = Calls.Client(handler, _time);
        using (Watch())
        {
            await client.Chat.CreateAsync(s_question);
            await using ChatStream stream = await client.Chat.StreamAsync(s_question);
            await stream.GetFinalResponseAsync();
        }

        TrafficProfile profile = _profiler.GetProfile();
        Assert.Equal((2, 35, 14), (profile.Requests, profile.PromptTokens.Total, profile.CompletionTokens.Total));
        Assert.Equal((ManualTimeProvider.Start, ManualTimeProvider.Start.AddSeconds(2)), (profile.First, profile.Last));
        Assert.Equal((2, 1), (profile.Duration!.Count, profile.TimeToFirstToken!.Count)); // only a stream has a first token
        Assert.InRange(profile.Duration.P99.TotalSeconds, 1.98, 2.02);
        Assert.Null(profile.BackgroundShare);
    }

    [Fact]
    public async Task Failed_calls_and_those_after_the_end_are_not_recorded()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"error":{"message":"no"}}""", HttpStatusCode.BadRequest).ThenJson(Answer).ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler, _time);
        using (Watch(background: true))
        {
            await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => client.Chat.CreateAsync(s_question));
            await client.Chat.CreateAsync(s_question);
        }

        await client.Chat.CreateAsync(s_question);
        Assert.Equal((1, 1.0), (_profiler.GetProfile().Requests, _profiler.GetProfile().BackgroundShare));
    }

    [Fact]
    public async Task A_filter_tells_which_calls_are_of_interest()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Answer).ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler, _time);
        using (Watch())
        {
            await client.Chat.CreateAsync(s_question with { Model = "another" });
            await client.Chat.CreateAsync(s_question);
        }

        Assert.Equal(1, _profiler.GetProfile().Requests);
    }

    private IDisposable Watch(bool? background = null) =>
        _profiler.Watch(static span => (string?)span.GetTagItem("gen_ai.request.model") == Model, _ => background);

    private FakeHandler Slow(TimeSpan time) => new FakeHandler().Then(() =>
    {
        _time.Advance(time);
        return FakeHandler.Answer(HttpStatusCode.OK, Answer, "application/json");
    });
}
