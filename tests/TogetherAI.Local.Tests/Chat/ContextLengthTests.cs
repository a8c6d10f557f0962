using System.Text.Json;

namespace TogetherAI.Local.Tests.Chat;

public sealed class ContextLengthTests : IAsyncLifetime
{
    private LocalTogether _local = null!;

    public async ValueTask InitializeAsync() =>
        _local = await Hosts.StartAsync(configure: static o => o.Aliases["meta-llama/Llama-3.3-70B-Instruct-Turbo"] = "tai-tiny");

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task A_limit_beyond_the_context_is_refused_by_default()
    {
        (int status, string body) = await HelloAsync("tai-tiny", "");
        Assert.Equal(400, status);
        JsonElement error = JsonElement.Parse(body).GetProperty("error");
        Assert.Equal("max_tokens", error.GetProperty("param").GetString());
        Assert.Equal("context_length_exceeded", error.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("tai-tiny", ",\"context_length_exceeded_behavior\":\"truncate\"")]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct-Turbo", "")]
    public async Task It_is_shortened_where_that_was_asked_for_and_under_another_models_name(string model, string fields)
    {
        (int status, string body) = await HelloAsync(model, fields);
        Assert.True(status == 200, body);
        Assert.Equal(model, JsonElement.Parse(body).GetProperty("model").GetString());
    }

    [Fact]
    public async Task A_prompt_that_fills_the_context_is_refused()
    {
        string prompt = string.Concat(Enumerable.Repeat("one two three ", 500));
        (int status, string body) = await _local.ChatAsync(
            $$"""{"model":"tai-tiny","messages":[{"role":"user","content":"{{prompt}}"}],"context_length_exceeded_behavior":"truncate"}""");
        Assert.Equal(400, status);
        JsonElement error = JsonElement.Parse(body).GetProperty("error");
        Assert.Equal("messages", error.GetProperty("param").GetString());
        Assert.Equal("context_length_exceeded", error.GetProperty("code").GetString());
    }

    private Task<(int Status, string Body)> HelloAsync(string model, string fields) =>
        _local.ChatAsync($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hello!"}],"max_tokens":4096{{fields}}}""");
}
