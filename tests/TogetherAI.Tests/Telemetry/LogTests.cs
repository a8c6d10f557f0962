using System.Net;
using Microsoft.Extensions.Logging;

namespace TogetherAI.Tests.Telemetry;

[Collection(nameof(TelemetryCollection))]
public class LogTests
{
    private const string Answer =
        """{"id":"o1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Paris"}}],"usage":{"prompt_tokens":7,"completion_tokens":1,"total_tokens":8}}""";

    private static readonly ChatRequest s_question = new() { Model = "m", Messages = [ChatMessage.User("Capital of France?")] };

    private readonly ManualTimeProvider _time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(2) };
    private readonly LogCollector _log = new();

    [Fact]
    public async Task A_call_that_succeeds_says_so_at_debug()
    {
        FakeHandler handler = new FakeHandler().Then(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(1234.5));
            return FakeHandler.Answer(HttpStatusCode.OK, Answer, "application/json", ("x-request-id", "req-1"));
        });
        using TogetherClient client = Client(handler);
        await client.Chat.CreateAsync(s_question);
        Assert.Equal(
            [
                "1 Debug TogetherAI.TogetherClient chat m: started",
                "2 Debug TogetherAI.TogetherClient chat m: completed in 1234.5 ms, 7 tokens in, 1 tokens out, request id req-1",
            ],
            Lines());
    }

    [Fact]
    public async Task A_retry_and_a_failure_are_warnings()
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson("{}", HttpStatusCode.ServiceUnavailable, ("Retry-After", "2"), ("x-request-id", "req-1"))
            .ThenJson("""{"error":{"message":"I do not like 'Capital of France?'","code":"bad_prompt"}}""", HttpStatusCode.BadRequest, ("x-request-id", "req-2"));
        using TogetherClient client = Client(handler);
        await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => client.Chat.CreateAsync(s_question));
        Assert.Equal(
            [
                "1 Debug TogetherAI.TogetherClient chat m: started",
                "3 Warning TogetherAI.TogetherClient chat m: attempt 1 failed (503), trying again in 2000 ms, request id req-1",
                "4 Warning TogetherAI.TogetherClient chat m: failed (400, code bad_prompt) after 2000.0 ms and 2 attempts, request id req-2",
            ],
            Lines());
        Assert.All(_log.Lines, line => Assert.DoesNotContain("France", line.Text + line.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_and_abandoning_are_told_at_debug()
    {
        using CancellationTokenSource cancel = new();
        ScriptedStream body = new(Calls.Chunk("Pa"));
        using TogetherClient client = Client(new FakeHandler()
            .Then((_, token) =>
            {
                cancel.Cancel();
                return Task.FromCanceled<HttpResponseMessage>(token);
            })
            .ThenStream(body, ("x-request-id", "req-2")));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Chat.CreateAsync(s_question, cancel.Token));
        await (await client.Chat.StreamAsync(s_question)).DisposeAsync();
        Assert.Equal(
            [
                "1 Debug TogetherAI.TogetherClient chat m: started",
                "5 Debug TogetherAI.TogetherClient chat m: cancelled by its caller after 0.0 ms",
                "1 Debug TogetherAI.TogetherClient chat m: started",
                "6 Debug TogetherAI.TogetherClient chat m: stream disposed before its end after 0.0 ms, request id req-2",
            ],
            Lines());
    }

    [Fact]
    public async Task Prompt_and_answer_are_logged_at_trace_when_that_was_asked_for()
    {
        using TogetherClient client = Client(new FakeHandler().ThenJson(Answer), recordContent: true);
        await client.Chat.CreateAsync(s_question);
        Assert.Equal(
            [
                """7 Trace TogetherAI.TogetherClient Prompt: [{"role":"user","parts":[{"type":"text","content":"Capital of France?"}]}]""",
                """8 Trace TogetherAI.TogetherClient Answer: [{"role":"assistant","parts":[{"type":"text","content":"Paris"}],"finish_reason":"stop"}]""",
            ],
            Lines().Where(line => line.Contains("Trace", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_that_repeats_the_key_does_not_bring_it_into_the_log()
    {
        using TogetherClient client = Client(new FakeHandler().ThenJson(
            """{"error":{"message":"bad key sk-secret","code":"sk-secret"}}""", HttpStatusCode.Unauthorized));
        await Assert.ThrowsAsync<TogetherAuthenticationException>(() => client.Chat.CreateAsync(s_question));
        Assert.Contains(_log.Lines, line => line.Id == 4);
        Assert.All(_log.Lines, line => Assert.DoesNotContain("sk-secret", line.Text + line.Detail, StringComparison.Ordinal));
    }

    private TogetherClient Client(FakeHandler handler, bool recordContent = false) => Calls.Client(handler, _time, options =>
    {
        options.LoggerFactory = _log;
        options.Telemetry.RecordContent = recordContent;
    });

    private IEnumerable<string> Lines() => _log.Lines.Select(line => $"{line.Id} {line.Level} {line.Category} {line.Text}");
}
