using System.Diagnostics;
using System.Net;

namespace TogetherAI.Tests.Telemetry;

[Collection(nameof(TelemetryCollection))]
public class SpanTests
{
    private const string Model = "span-test/model";

    private const string Answer =
        """{"id":"o1","object":"chat.completion","created":1,"model":"span-test/served","choices":[{"index":0,"finish_reason":"eos","message":{"role":"assistant","content":"Paris"}}],"usage":{"prompt_tokens":30,"completion_tokens":12,"total_tokens":42,"cached_tokens":10,"completion_tokens_details":{"reasoning_tokens":5}}}""";

    private static readonly ChatRequest s_question = new() { Model = Model, Messages = [ChatMessage.User("Capital of France?")] };

    private readonly ManualTimeProvider _time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task A_call_is_one_client_span_with_the_attributes_of_the_conventions()
    {
        using SpanCollector spans = new(Model);
        FakeHandler handler = new FakeHandler().Then(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(1500));
            return FakeHandler.Answer(HttpStatusCode.OK, Answer, "application/json", ("x-request-id", "req-1"));
        });
        using TogetherClient client = Calls.Client(handler, _time);

        await client.Chat.CreateAsync(s_question with
        {
            MaxTokens = 64,
            Temperature = 0.5,
            TopP = 0.9,
            TopK = 40,
            Seed = 11,
            Stop = ["a", "b"],
            FrequencyPenalty = 0.1,
            PresencePenalty = 0.2,
            N = 2,
            ResponseFormat = ResponseFormat.JsonObject,
        });

        Activity span = spans.Single();
        Assert.Equal("chat span-test/model", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal("TogetherAI", span.Source.Name);
        Assert.Equal("https://opentelemetry.io/schemas/1.41.0", span.Source.TelemetrySchemaUrl);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), span.StartTimeUtc);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), span.Duration);
        Assert.Equal(
            new SortedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["gen_ai.operation.name"] = "chat",
                ["gen_ai.provider.name"] = "together_ai",
                ["gen_ai.request.model"] = "span-test/model",
                ["server.address"] = "example.test",
                ["server.port"] = 443,
                ["gen_ai.request.max_tokens"] = 64,
                ["gen_ai.request.temperature"] = 0.5,
                ["gen_ai.request.top_p"] = 0.9,
                ["gen_ai.request.top_k"] = 40.0,
                ["gen_ai.request.seed"] = 11L,
                ["gen_ai.request.stop_sequences"] = new[] { "a", "b" },
                ["gen_ai.request.frequency_penalty"] = 0.1,
                ["gen_ai.request.presence_penalty"] = 0.2,
                ["gen_ai.request.choice.count"] = 2,
                ["gen_ai.output.type"] = "json",
                ["gen_ai.response.id"] = "o1",
                ["gen_ai.response.model"] = "span-test/served",
                ["gen_ai.response.finish_reasons"] = new[] { "eos" },
                ["gen_ai.usage.input_tokens"] = 30,
                ["gen_ai.usage.output_tokens"] = 12,
                ["gen_ai.usage.cache_read.input_tokens"] = 10,
                ["gen_ai.usage.reasoning.output_tokens"] = 5,
                ["together_ai.request.id"] = "req-1",
            },
            Tags(span));
    }

    [Fact]
    public async Task What_a_request_does_not_set_is_no_attribute()
    {
        using SpanCollector spans = new(Model);
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(
            """{"id":"","object":"chat.completion","created":1,"model":"","choices":[{"index":0,"message":{"role":"assistant","content":""}}]}"""));
        await client.Chat.CreateAsync(s_question);
        Assert.Equal(
            ["gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "server.address", "server.port"],
            Tags(spans.Single()).Keys);
    }

    [Fact]
    public async Task A_streams_span_lasts_until_its_last_token()
    {
        using SpanCollector spans = new(Model);
        ScriptedStream body = new();
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body, ("x-request-id", "req-2")), _time);
        await using ChatStream stream = await client.Chat.StreamAsync(s_question);
        await using IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator();
        foreach ((int wait, string text, string? finish) in new[] { (200, "Pa", null), (50, "ris", "stop") })
        {
            _time.Advance(TimeSpan.FromMilliseconds(wait));
            body.Write("data: " + Calls.Chunk(text, finish) + "\n\n");
            Assert.True(await chunks.MoveNextAsync());
        }

        Assert.Empty(spans.Ended);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        body.Write("data: [DONE]\n\n").End();
        Assert.False(await chunks.MoveNextAsync());

        Activity span = spans.Single();
        Assert.Equal(TimeSpan.FromMilliseconds(260), span.Duration);
        Assert.Equal(true, span.GetTagItem("gen_ai.request.stream"));
        Assert.Equal(0.2, span.GetTagItem("gen_ai.response.time_to_first_chunk"));
        Assert.Equal(["stop"], Assert.IsType<string[]>(span.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.Equal("req-2", span.GetTagItem("together_ai.request.id"));
        Assert.Null(span.GetTagItem("error.type"));
    }

    [Fact]
    public async Task Each_failed_attempt_is_an_event_and_the_last_one_the_spans_error()
    {
        using SpanCollector spans = new(Model);
        FakeHandler handler = new FakeHandler()
            .ThenJson("{}", HttpStatusCode.TooManyRequests, ("Retry-After", "1"), ("x-request-id", "req-a"))
            .ThenJson("""{"error":{"message":"No model for 'my secret prompt'"}}""", HttpStatusCode.NotFound, ("x-request-id", "req-b"));
        using TogetherClient client = Calls.Client(handler, _time);
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => client.Chat.CreateAsync(s_question));

        Activity span = spans.Single();
        Assert.Equal(TimeSpan.FromSeconds(1), span.Duration);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Null(span.StatusDescription); // the service's words may repeat the prompt
        Assert.Equal("404", span.GetTagItem("error.type"));
        Assert.Equal("req-b", span.GetTagItem("together_ai.request.id"));
        ActivityEvent retry = Assert.Single(span.Events);
        Assert.Equal("together_ai.retry", retry.Name);
        Assert.Equal(
            new SortedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["together_ai.retry.attempt"] = 1,
                ["together_ai.retry.reason"] = "429",
                ["together_ai.retry.wait"] = 1.0,
                ["together_ai.request.id"] = "req-a",
            },
            new SortedDictionary<string, object?>(retry.Tags.ToDictionary(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stream_that_breaks_is_an_error_of_its_own_kind()
    {
        using SpanCollector spans = new(Model);
        ScriptedStream body = new ScriptedStream(Calls.Chunk("Pa")).Break();
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body));
        await using ChatStream stream = await client.Chat.StreamAsync(s_question);
        await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());
        Assert.Equal("TogetherAI.TogetherStreamInterruptedException", spans.Single().GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, spans.Single().Status);
    }

    [Fact]
    public async Task A_stream_disposed_before_its_end_was_abandoned_which_is_no_error()
    {
        using SpanCollector spans = new(Model);
        ScriptedStream body = new(Calls.Chunk("Pa"));
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body, ("x-request-id", "req-3")));
        ChatStream stream = await client.Chat.StreamAsync(s_question);
        await stream.DisposeAsync();
        await stream.DisposeAsync();
        Activity span = spans.Single();
        Assert.Equal("abandoned", span.GetTagItem("error.type"));
        Assert.Equal("req-3", span.GetTagItem("together_ai.request.id"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_call_that_its_caller_cancels_is_no_error()
    {
        using SpanCollector spans = new(Model);
        using CancellationTokenSource cancel = new();
        using TogetherClient client = Calls.Client(new FakeHandler().Then((_, token) =>
        {
            cancel.Cancel();
            return Task.FromCanceled<HttpResponseMessage>(token);
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Chat.CreateAsync(s_question, cancel.Token));
        Assert.Equal("cancelled", spans.Single().GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Unset, spans.Single().Status);
    }

    [Fact]
    public async Task A_timeout_is_named_by_its_stage()
    {
        using SpanCollector spans = new(Model);
        using TogetherClient client = Calls.Client(
            new FakeHandler().ThenHang(),
            _time,
            options =>
            {
                options.Timeouts.Attempt = TimeSpan.FromSeconds(1);
                options.Retry.MaxRetries = 0;
            });
        await Assert.ThrowsAsync<TogetherTimeoutException>(() => client.Chat.CreateAsync(s_question));
        Assert.Equal("attempt_timeout", spans.Single().GetTagItem("error.type"));
    }

    [Fact]
    public async Task The_span_is_current_for_the_request_and_for_nobody_else()
    {
        using SpanCollector spans = new(Model);
        Activity? seen = null;
        ScriptedStream body = new(Calls.Chunk("Pa"));
        FakeHandler handler = new FakeHandler().Then((_, _) =>
        {
            seen = Activity.Current;
            HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(body) };
            response.Content.Headers.ContentType = new("text/event-stream");
            return Task.FromResult(response);
        });
        using TogetherClient client = Calls.Client(handler);
        using Activity outer = new Activity("outer").Start();
        ChatStream stream = await client.Chat.StreamAsync(s_question);
        Assert.Same(outer, Activity.Current);
        using Activity inner = new Activity("inner").Start();
        await stream.DisposeAsync();

        Assert.Same(inner, Activity.Current);
        Assert.Same(spans.Single(), seen);
        Assert.Equal(outer.SpanId, spans.Single().ParentSpanId);
    }

    private static SortedDictionary<string, object?> Tags(Activity span) => new(span.TagObjects.ToDictionary(), StringComparer.Ordinal);
}
