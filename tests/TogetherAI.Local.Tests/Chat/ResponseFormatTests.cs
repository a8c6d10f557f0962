using System.Text.Json;

namespace TogetherAI.Local.Tests.Chat;

public sealed class ResponseFormatTests : IAsyncLifetime
{
    private const string Question = """{"model":"tai-tiny","messages":[{"role":"user","content":"Extract the name and age as JSON: Maria is 34 years old."}],"response_format":""";

    private LocalTogether _local = null!;

    public async ValueTask InitializeAsync() => _local = await Hosts.StartAsync();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_schema_is_kept(string strict)
    {
        JsonElement answer = await _local.AskAsync(
            Question + """{"type":"json_schema","json_schema":{"name":"person","strict":""" + strict
            + ""","schema":{"type":"object","properties":{"age":{"type":"integer"},"name":{"enum":["Maria","Mark"]}},"required":["age","name"],"additionalProperties":false}}}}""");
        JsonElement person = JsonElement.Parse(answer.Text()!);
        Assert.Equal(["age", "name"], person.EnumerateObject().Select(static one => one.Name));
        Assert.Equal("Maria", person.GetProperty("name").GetString());
        Assert.Equal("eos", answer.FinishReason());
    }

    [Fact]
    public async Task A_schema_is_kept_in_a_stream()
    {
        JsonElement[] chunks = await _local.StreamAsync(
            Question + """{"type":"json_schema","json_schema":{"name":"sure","schema":{"type":"boolean"}}},"stream":true}""");
        string text = string.Concat(chunks.Select(static chunk => chunk.Delta().GetProperty("content").GetString()));
        Assert.Contains(text, (string[])["true", "false"]);
    }

    [Theory]
    [InlineData("""{"type":"json_object"}""")]
    [InlineData("""{"type":"json_object","schema":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}}""")]
    public async Task An_object_is_an_object(string format) =>
        Assert.Equal("Maria", JsonElement.Parse((await _local.AskAsync(Question + format + "}")).Text()!).GetProperty("name").GetString());

    [Fact]
    public async Task A_pattern_is_kept() => Assert.Matches(
        "^[A-Z][a-z]+ is [0-9]{2}$", (await _local.AskAsync(Question + """{"type":"regex","pattern":"[A-Z][a-z]+ is [0-9]{2}"}}""")).Text()!);

    [Fact]
    public async Task Under_a_format_an_offered_tool_may_still_be_called()
    {
        JsonElement answer = await _local.AskAsync(
            """{"model":"tai-tiny","messages":[{"role":"user","content":"What is the weather in Paris?"}],"response_format":{"type":"json_object"},"tools":[{"type":"function","function":{"name":"get_weather","description":"Get the current weather for a city.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]}""");
        Assert.Equal("tool_calls", answer.FinishReason());
    }

    [Theory]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"string","pattern":"(a)\\1"}}}""", "response_format.json_schema.schema", "\"pattern\" at #")]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"x","strict":false,"schema":{"properties":{"a":{"format":"pigeon"}}}}}""", "response_format.json_schema.schema", "\"format\" at #/properties/a")]
    [InlineData("""{"type":"json_object","schema":{"minAge":1}}""", "response_format.schema", "\"minAge\" at #")]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"x"}}""", "response_format.json_schema.schema", "required")]
    [InlineData("""{"type":"json_schema"}""", "response_format.json_schema.schema", "required")]
    [InlineData("""{"type":"regex","pattern":"("}""", "response_format.pattern", "pattern")]
    [InlineData("""{"type":"regex"}""", "response_format.pattern", "required")]
    [InlineData("""{"type":"grammar"}""", "response_format", "\"grammar\"")]
    [InlineData("""{"type":5}""", "response_format.type", "string")]
    [InlineData("""{}""", "response_format.type", "type")]
    public async Task What_cannot_be_enforced_is_refused_by_a_model_but_not_by_a_script(string format, string param, string named)
    {
        (int status, string body) = await _local.ChatAsync(Question + format + "}");
        Assert.Equal(400, status);
        JsonElement error = JsonElement.Parse(body).GetProperty("error");
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Contains(named, error.GetProperty("message").GetString(), StringComparison.Ordinal);

        _local.Chat.Always().Reply("{}");
        Assert.Equal("{}", (await _local.AskAsync(Question + format + "}")).Text());
    }
}
