using System.Text.Json;
using TogetherAI.Engine.Generation;
using TogetherAI.Testing;

namespace TogetherAI.Local.Tests.Chat;

/// <summary>What <see cref="LocalTogetherOptions.Engine"/> does to the models that are added.</summary>
public class EngineOptionsTests
{
    private static readonly string s_folder = RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny");

    [Fact]
    public async Task The_context_is_as_long_as_there_is_memory_for_keys_and_values()
    {
        // A block of 32 tokens of this model takes 192 KiB.
        await using LocalTogether local = await StartAsync(new GenerationEngineOptions { MaxKeyValueBytes = 1 << 20 });
        (int status, string body) = await AskAsync(local, maxTokens: 500);
        Assert.Equal(400, status);
        JsonElement error = JsonElement.Parse(body).GetProperty("error");
        Assert.Equal("context_length_exceeded", error.GetProperty("code").GetString());
        Assert.Contains("the context of small has 160", error.GetProperty("message").GetString(), StringComparison.Ordinal);

        (status, body) = await AskAsync(local, maxTokens: 100);
        Assert.True(status == 200, body);
        Assert.Contains("The capital of France is Paris.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_out_of_its_bounds_stops_the_start() =>
        Assert.Equal("Threads", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => StartAsync(new GenerationEngineOptions { Threads = 0 }))).ParamName);

    private static Task<LocalTogether> StartAsync(GenerationEngineOptions engine) => Hosts.StartAsync(configure: o =>
    {
        o.Models.Add("small", s_folder);
        o.Engine = engine;
    });

    private static Task<(int Status, string Body)> AskAsync(LocalTogether local, int maxTokens) => local.ChatAsync(
        $$"""{"model":"small","messages":[{"role":"user","content":"What is the capital of France?"}],"max_tokens":{{maxTokens}}}""");
}
