// sdk: Microsoft.NET.Sdk
// property: IsTestProject = true
// Tests of a grader against a scripted server; some against the real thing, by hand.
using System.Text.Json;
using TogetherAI;
using TogetherAI.Local;
using Xunit;

public sealed class GradingTests : IAsyncLifetime
{
    private LocalTogether _cloud = null!;
    private TogetherClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _cloud = await LocalTogether.StartAsync();
        _client = _cloud.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Grades_are_numbers()
    {
        _cloud.Chat.When(_ => true).Reply("""{"grade": 2}""");
        ChatResponse answer = await _client.Chat.CreateAsync(new ChatRequest { Model = "tai-tiny", Messages = [ChatMessage.User("Grade this.")] }); // expect: TAI1001
        using JsonDocument json = JsonDocument.Parse(answer.Text); // expect: TAI2005
        Assert.Equal(2, json.RootElement.GetProperty("grade").GetInt32());
    }

    [Fact]
    public void Grades_without_async()
    {
        _cloud.Chat.When(_ => true).Reply("1");
        Assert.Equal("1", _client.Chat.CreateAsync(new ChatRequest { Model = "tai-tiny", Messages = [ChatMessage.User("Grade this.")], MaxTokens = 2 }).Result.Text); // expect: TAI2001
    }

    [Fact(Explicit = true)]
    public async Task Against_the_service()
    {
        using var service = new TogetherClient("tgp_v1_0f9e8d7c6b5a49382716f5e4d3c2b1a0");
        Assert.NotEmpty(await service.Models.ListAsync());
    }
}
