using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Chat;

public class ChatRoundTripTests
{
    [Fact]
    public async Task A_request_goes_out_as_literal_json_and_the_answer_is_read()
    {
        FakeHandler handler = new FakeHandler().ThenJson(
            """{"id":"o1","object":"chat.completion","created":1720000000,"model":"m","choices":[{"index":0,"finish_reason":"eos","message":{"role":"assistant","content":"Paris"}}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""",
            headers: ("x-request-id", "req-1"));
        using TogetherClient client = new(new TogetherClientOptions { ApiKey = "k", BaseAddress = new Uri("https://example.test/v1") }, handler);

        ChatResponse answer = await client.Chat.CreateAsync(new ChatRequest
        {
            Model = "m",
            Messages = [ChatMessage.System("Answer in one word."), ChatMessage.User("Capital of France?")],
            MaxTokens = 16,
            Temperature = 0.2,
            ExtraBody = new JsonObject { ["prompt_cache_key"] = "geo" },
        });

        Assert.Equal("Paris", answer.Text);
        Assert.Equal(FinishReason.Eos, answer.FinishReason);
        Assert.Equal("req-1", answer.RequestId);
        Assert.Equal(1, answer.Usage?.CompletionTokens);
        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal("https://example.test/v1/chat/completions", sent.Uri.AbsoluteUri);
        Assert.Equal("Bearer k", sent.Headers["Authorization"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"messages":[{"role":"system","content":"Answer in one word."},{"role":"user","content":"Capital of France?"}],"model":"m","max_tokens":16,"temperature":0.2,"prompt_cache_key":"geo"}"""),
            JsonNode.Parse(sent.Body!)), sent.Body);
    }

    [Fact]
    public async Task A_stream_gives_chunks_and_the_whole()
    {
        FakeHandler handler = new FakeHandler().ThenSse(
            """{"id":"o1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
            """{"id":"o1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Pa"},"finish_reason":null}]}""",
            """{"id":"o1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"ris"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""",
            "[DONE]");
        using TogetherClient client = new(new TogetherClientOptions { ApiKey = "k" }, handler);

        await using ChatStream stream = await client.Chat.StreamAsync(new ChatRequest { Model = "m", Messages = [ChatMessage.User("?")] });
        List<string> pieces = await stream.ReadTextAsync().ToListAsync();
        ChatResponse whole = await stream.GetFinalResponseAsync();

        Assert.Equal(["Pa", "ris"], pieces);
        Assert.Equal("Paris", whole.Text);
        Assert.Equal(5, whole.Usage?.TotalTokens);
        Assert.NotNull(stream.TimeToFirstToken);
    }
}
