using System.Text.Json;

namespace TogetherAI.Local.Tests.Completions;

/// <summary>A completion is held to <c>response_format</c> as a chat is, or refused by the same names.</summary>
public sealed class CompletionFormatTests : IAsyncLifetime
{
    private const string Question = """{"model":"tai-tiny","max_tokens":64,"prompt":"<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n","response_format":""";

    private const string Capital =
        """{"type":"json_schema","json_schema":{"name":"capital","schema":{"type":"object","properties":{"capital":{"enum":["Rome","Paris"]}},"required":["capital"],"additionalProperties":false}}}""";

    private LocalTogether _local = null!;

    public async ValueTask InitializeAsync() => _local = await Hosts.StartAsync();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task A_schema_is_kept_where_the_model_would_have_talked()
    {
        (int status, string body) = await _local.PostAsync("/v1/completions", Question + Capital + "}");
        Assert.Equal(200, status);
        JsonElement choice = JsonElement.Parse(body).GetProperty("choices")[0];
        Assert.Equal("eos", choice.GetProperty("finish_reason").GetString());
        JsonElement answer = JsonElement.Parse(choice.GetProperty("text").GetString()!);
        Assert.Contains(answer.GetProperty("capital").GetString(), (string[])["Rome", "Paris"]);
    }

    [Fact]
    public async Task A_schema_is_kept_in_a_stream()
    {
        (int status, string body) = await _local.PostAsync("/v1/completions", Question + Capital + ""","stream":true}""");
        Assert.Equal(200, status);
        string text = string.Concat(body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).SkipLast(1)
            .Select(static frame => JsonElement.Parse(frame["data: ".Length..]).GetProperty("choices")[0].GetProperty("text").GetString()));
        Assert.Equal("capital", Assert.Single(JsonElement.Parse(text).EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("""{"type":"regex","pattern":"("}""", "response_format.pattern")]
    [InlineData("""{"type":"json_schema"}""", "response_format.json_schema.schema")]
    [InlineData("""{"type":"json_object","schema":{"minAge":1}}""", "response_format.schema")]
    [InlineData("{}", "response_format.type")]
    [InlineData("5", "response_format")]
    public async Task What_cannot_be_enforced_is_refused_by_name(string format, string param)
    {
        (int status, string body) = await _local.PostAsync("/v1/completions", Question + format + "}");
        Assert.Equal(400, status);
        Assert.Equal(param, JsonElement.Parse(body).GetProperty("error").GetProperty("param").GetString());
    }
}
