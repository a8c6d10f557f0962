namespace TogetherAI.Local.Tests.Wire;

/// <summary>The bytes of chat answers, written out: scripted, so that no model's mood is in them.</summary>
public sealed class ChatShapeTests : IAsyncLifetime
{
    private LocalTogether _local = null!;

    public async ValueTask InitializeAsync() => _local = await Hosts.StartAsync();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task An_answer_in_one_piece()
    {
        _local.Chat.Always().Reply("Die Hauptstadt heißt \"Paris\" <ja>.");
        (int status, string body) = await _local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"Capital of France?"}],"seed":7}""");
        Assert.Equal(200, status);
        Assert.Equal(
            """{"id":"local-1","object":"chat.completion","created":1767225600,"model":"m","prompt":[],"choices":[{"index":0,"finish_reason":"stop","seed":0,"logprobs":null,"message":{"role":"assistant","content":"Die Hauptstadt heißt \"Paris\" <ja>.","tool_calls":[]}}],"usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}""",
            body);
    }

    [Fact]
    public async Task A_stream()
    {
        _local.Chat.Always().Reply("It is Paris.");
        (int status, string body) = await _local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"Capital?"}],"stream":true}""");
        Assert.Equal(200, status);
        Assert.Equal(
            """
            data: {"id":"local-1","object":"chat.completion.chunk","created":1767225600,"model":"m","choices":[{"index":0,"finish_reason":null,"logprobs":null,"delta":{"role":"assistant","content":""}}],"usage":null}

            data: {"id":"local-1","object":"chat.completion.chunk","created":1767225600,"model":"m","choices":[{"index":0,"finish_reason":null,"logprobs":null,"delta":{"role":"assistant","content":"It","token_id":0}}],"usage":null}

            data: {"id":"local-1","object":"chat.completion.chunk","created":1767225600,"model":"m","choices":[{"index":0,"finish_reason":null,"logprobs":null,"delta":{"role":"assistant","content":" is","token_id":1}}],"usage":null}

            data: {"id":"local-1","object":"chat.completion.chunk","created":1767225600,"model":"m","choices":[{"index":0,"finish_reason":null,"logprobs":null,"delta":{"role":"assistant","content":" Paris.","token_id":2}}],"usage":null}

            data: {"id":"local-1","object":"chat.completion.chunk","created":1767225600,"model":"m","choices":[{"index":0,"finish_reason":"stop","logprobs":null,"seed":0,"delta":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}

            data: [DONE]


            """,
            body);
    }

    [Fact]
    public async Task A_tool_call_in_one_piece()
    {
        _local.Chat.Always().CallTool("get_weather", """{"city":"Paris"}""");
        (_, string body) = await _local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"Weather?"}]}""");
        Assert.Equal(
            """{"id":"local-1","object":"chat.completion","created":1767225600,"model":"m","prompt":[],"choices":[{"index":0,"finish_reason":"tool_calls","seed":0,"logprobs":null,"message":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call-local-1-0-0","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"},"type":"function"}]}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""",
            body);
    }

    [Fact]
    public async Task A_tool_call_in_a_stream()
    {
        _local.Chat.Always().CallTool("get_weather", """{"city":"Paris"}""");
        (_, string body) = await _local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"Weather?"}],"stream":true}""");
        Assert.Contains(
            """choices":[{"index":0,"finish_reason":null,"logprobs":null,"delta":{"role":"assistant","content":null,"token_id":0,"tool_calls":[{"index":0,"id":"call-local-1-0-0","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"},"type":"function"}]}}],"usage":null}""",
            body,
            StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"tool_calls\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_choices_take_turns_and_the_usage_comes_once_at_the_end()
    {
        _local.Chat.Always().Reply("a b");
        (_, string body) = await _local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"?"}],"stream":true,"n":2}""");
        string[] frames = body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1], frames[..^1].Select(static frame => frame.Contains("\"index\":1", StringComparison.Ordinal) ? 1 : 0));
        Assert.Equal(1, frames.Count(static frame => frame.Contains("\"total_tokens\":", StringComparison.Ordinal)));
        Assert.EndsWith("\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":4,\"total_tokens\":5}}", frames[^2], StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", frames[^1]);
    }

    [Theory]
    [InlineData(HostKind.InProcess)]
    [InlineData(HostKind.Kestrel)]
    public async Task The_headers_are_the_services(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host);
        local.Chat.Always().Reply("ok");
        using HttpClient http = local.CreateHttpClient();
        using HttpResponseMessage whole = await http.SendAsync(Hosts.Post("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"?"}]}"""));
        Assert.Equal("application/json; charset=utf-8", whole.Content.Headers.ContentType?.ToString());
        Assert.Equal("local-1", whole.Headers.GetValues("x-request-id").Single());
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), whole.Headers.Date);
        Assert.False(whole.Headers.Contains("Server"));
        using HttpResponseMessage stream = await http.SendAsync(Hosts.Post("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"?"}],"stream":true}"""));
        Assert.Equal("text/event-stream; charset=utf-8", stream.Content.Headers.ContentType?.ToString());
        Assert.Equal("local-2", stream.Headers.GetValues("x-request-id").Single());
    }
}
