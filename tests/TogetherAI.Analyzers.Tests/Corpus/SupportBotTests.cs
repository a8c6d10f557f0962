// sdk: Microsoft.NET.Sdk
// property: IsTestProject = true
// A test project: keys are made up, clients are made anew, blocking is nobody's concern.
using TogetherAI;
using TogetherAI.Local;
using Xunit;

namespace Bot.Tests;

public class SupportBotTests
{
    private const string Key = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public async Task Refunds_are_recognised()
    {
        await using var cloud = await LocalTogether.StartAsync();
        cloud.Chat.When(r => r.LastUserText.Contains("money back")).Reply("refund");
        using TogetherClient client = cloud.CreateClient();
        ChatResponse answer = await client.Chat.CreateAsync(new ChatRequest
        {
            Model = "tai-tiny",
            Messages = [ChatMessage.User("I want my money back")],
            MaxTokens = 8,
        });
        Assert.Equal("refund", answer.Text);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("two")]
    public async Task Every_client_is_its_own(string text)
    {
        await using var cloud = await LocalTogether.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            using var client = new TogetherClient(new TogetherClientOptions { ApiKey = Key, BaseAddress = cloud.BaseAddress });
            var embedding = await client.Embeddings.CreateAsync(new EmbeddingRequest { Model = "tai-tiny", Input = text });
            Assert.Single(embedding.Data);
        }
    }

    [Fact]
    public void Options_keep_the_key()
    {
        var options = new TogetherClientOptions { ApiKey = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b" };
        Assert.NotNull(options.ApiKey);
    }
}
