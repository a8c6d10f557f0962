using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Chat;

/// <summary>The door for fields this version does not know, and the client's default limit beside it.</summary>
public class ExtraBodyTests
{
    private static readonly ChatRequest s_plain = new() { Model = "m", Messages = [ChatMessage.User("?")] };

    [Fact]
    public async Task Any_json_goes_through_as_it_is() =>
        Wire.Same(
            """{"model":"m","messages":[{"role":"user","content":"?"}],"prompt_cache_key":"geo","nested":{"a":[1,null,"x"]},"nothing":null}""",
            await Wire.SentAsync(s_plain with
            {
                ExtraBody = new JsonObject { ["prompt_cache_key"] = "geo", ["nested"] = JsonNode.Parse("""{"a":[1,null,"x"]}"""), ["nothing"] = null },
            }));

    [Fact]
    public async Task It_is_copied_in_and_out()
    {
        JsonObject extra = new() { ["user"] = "ann" };
        ChatRequest request = s_plain with { ExtraBody = extra };
        extra["user"] = "bob";
        request.ExtraBody!["user"] = "carl";

        Assert.Equal("ann", (string?)request.ExtraBody!["user"]);
        Wire.Same("""{"model":"m","messages":[{"role":"user","content":"?"}],"user":"ann"}""", await Wire.SentAsync(request));
    }

    [Theory]
    [InlineData("model", "\"other\"")]
    [InlineData("messages", "[]")]
    [InlineData("temperature", "0.5")]
    [InlineData("max_tokens", "5")]
    [InlineData("logprobs", "1")]
    [InlineData("context_length_exceeded_behavior", "\"error\"")]
    [InlineData("stream", "true")]
    public async Task A_field_that_is_set_twice_is_refused_by_name_before_anything_is_sent(string field, string value)
    {
        FakeHandler handler = new();
        using TogetherClient client = Calls.Client(handler);
        ChatRequest request = s_plain with
        {
            Temperature = 1,
            MaxTokens = 4,
            LogProbs = 2,
            ContextLengthBehavior = ContextLengthBehavior.Truncate,
            ExtraBody = new JsonObject { [field] = JsonNode.Parse(value) },
        };

        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => client.Chat.CreateAsync(request));
        Assert.Contains($"'{field}'", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => client.Chat.StreamAsync(request));
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task A_known_field_may_be_sent_through_it_when_its_property_is_not_set() =>
        Wire.Same(
            """{"model":"m","messages":[{"role":"user","content":"?"}],"tool_choice":{"type":"allowed_tools"},"seed":null}""",
            await Wire.SentAsync(s_plain with { ExtraBody = new JsonObject { ["tool_choice"] = new JsonObject { ["type"] = "allowed_tools" }, ["seed"] = null } }));

    [Theory]
    [InlineData(null, null, """{"model":"m","messages":[{"role":"user","content":"?"}],"max_tokens":1024}""")]
    [InlineData(16, null, """{"model":"m","messages":[{"role":"user","content":"?"}],"max_tokens":16}""")]
    [InlineData(null, "max_tokens", """{"model":"m","messages":[{"role":"user","content":"?"}],"max_tokens":7}""")]
    [InlineData(null, "max_completion_tokens", """{"model":"m","messages":[{"role":"user","content":"?"}],"max_completion_tokens":7}""")]
    public async Task The_clients_default_limit_stands_back_behind_any_other(int? limit, string? extra, string expected) =>
        Wire.Same(expected, await Wire.SentAsync(
            s_plain with { MaxTokens = limit, ExtraBody = extra is null ? null : new JsonObject { [extra] = 7 } },
            options => options.DefaultMaxTokens = 1024));
}
