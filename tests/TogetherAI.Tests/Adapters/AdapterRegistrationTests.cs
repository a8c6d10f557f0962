using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace TogetherAI.Tests.Adapters;

/// <summary>The interfaces of Microsoft.Extensions.AI from a container.</summary>
public class AdapterRegistrationTests
{
    [Fact]
    public async Task They_are_there_for_whoever_asks_and_go_through_the_registered_client()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok")).ThenJson("""{"data":[{"index":0,"embedding":[1]}]}""");
        ServiceCollection services = new();
        TogetherClientBuilder builder = services.AddTogetherClient(options => options.ApiKey = "k");
        builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => handler);
        Assert.Same(builder, builder.AddChatClient("chat-model").AddEmbeddingGenerator("embedding-model"));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("ok", (await provider.GetRequiredService<IChatClient>().GetResponseAsync("?")).Text);
        Assert.Single(await provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["a"]));
        Assert.Contains("\"chat-model\"", handler.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"embedding-model\"", handler.Requests[1].Body, StringComparison.Ordinal);
        Assert.Same(provider.GetRequiredService<TogetherClient>(), provider.GetRequiredService<IChatClient>().GetService<TogetherClient>());
    }

    [Fact]
    public void Those_of_a_named_client_have_its_name_as_their_key()
    {
        ServiceCollection services = new();
        services.AddTogetherClient("eu", options => options.BaseAddress = new Uri("https://eu.example.test")).AddChatClient("m").AddEmbeddingGenerator("e");
        services.AddTogetherClient("us").AddChatClient("m");
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Null(provider.GetService<IChatClient>());
        Assert.Same(provider.GetRequiredKeyedService<TogetherClient>("eu"), provider.GetRequiredKeyedService<IChatClient>("eu").GetService<TogetherClient>());
        Assert.Same(provider.GetRequiredKeyedService<TogetherClient>("us"), provider.GetRequiredKeyedService<IChatClient>("us").GetService<TogetherClient>());
        Assert.Equal(
            "https://eu.example.test/",
            provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>("eu").GetService<EmbeddingGeneratorMetadata>()!.ProviderUri!.AbsoluteUri);
    }

    [Fact]
    public void A_model_must_be_named()
    {
        TogetherClientBuilder builder = new ServiceCollection().AddTogetherClient();
        Assert.Throws<ArgumentException>(() => builder.AddChatClient(""));
        Assert.Throws<ArgumentException>(() => builder.AddEmbeddingGenerator(" "));
    }
}
