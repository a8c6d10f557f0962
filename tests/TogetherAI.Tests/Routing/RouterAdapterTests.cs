using Microsoft.Extensions.DependencyInjection;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI.Tests.Routing;

public class RouterAdapterTests
{
    private readonly FakeLanes _lanes = new();

    [Fact]
    public async Task A_container_has_a_router_and_a_chat_client_on_it()
    {
        _lanes.Automatic["gpu"] = static request => request.Answer("Paris");
        ServiceCollection services = new();
        services.AddTogetherClient(static o => (o.ApiKey, o.BaseAddress) = ("k", new Uri("https://example.test")))
            .HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => _lanes);
        services.AddTogetherRouter(static r => r.Dedicated("gpu")).AddTogetherRouterChatClient();
        await using ServiceProvider provider = services.BuildServiceProvider();
        AI.IChatClient chat = provider.GetRequiredService<AI.IChatClient>();

        AI.ChatResponse answer = await chat.GetResponseAsync([new AI.ChatMessage(AI.ChatRole.User, "Capital of France?")]);
        Assert.Equal("Paris", answer.Text);
        Assert.Equal("gpu", ((ChatResponse)answer.RawRepresentation!).Route!.Lane);
        Assert.Same(provider.GetRequiredService<OverflowRouter>(), chat.GetService(typeof(OverflowRouter)));

        string text = "";
        await foreach (AI.ChatResponseUpdate update in chat.GetStreamingResponseAsync([new AI.ChatMessage(AI.ChatRole.User, "Capital of France?")]))
            text += update.Text;
        Assert.Equal("Paris", text);
    }

    [Fact]
    public async Task A_call_may_say_how_it_is_routed()
    {
        _lanes.Automatic["cloud"] = static request => request.Answer("ok");
        using OverflowRouter router = Routers.Create(_lanes, new ManualTimeProvider());
        AI.ChatOptions options = new() { AdditionalProperties = new() { [nameof(RouteOptions)] = new RouteOptions { Lane = "cloud" } } };
        AI.ChatResponse answer = await router.AsChatClient().GetResponseAsync([new AI.ChatMessage(AI.ChatRole.User, "?")], options);
        Assert.Equal(RouteReason.Pinned, ((ChatResponse)answer.RawRepresentation!).Route!.Reason);
        Assert.True(options.AdditionalProperties.ContainsKey(nameof(RouteOptions)));
    }
}
