using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace TogetherAI.Tests.DependencyInjection;

public class RegistrationTests
{
    [Fact]
    public async Task The_client_is_one_for_the_container_and_ends_with_it()
    {
        ServiceCollection services = new();
        services.AddTogetherClient(options => options.ApiKey = "k");
        ServiceProvider provider = services.BuildServiceProvider();
        TogetherClient client = provider.GetRequiredService<TogetherClient>();
        Assert.Same(client, provider.GetRequiredService<TogetherClient>());
        using (IServiceScope scope = provider.CreateScope())
            Assert.Same(client, scope.ServiceProvider.GetRequiredService<TogetherClient>());
        await provider.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Chat.CreateAsync(Calls.Question));
    }

    [Fact]
    public void Named_clients_are_keyed_and_have_options_of_their_own()
    {
        ServiceCollection services = new();
        TogetherClientBuilder builder = services.AddTogetherClient("eu", options => options.BaseAddress = new Uri("https://eu.example.test/v1"));
        services.AddTogetherClient("us", options => options.BaseAddress = new Uri("https://us.example.test"));
        services.AddTogetherClient(options => options.BaseAddress = new Uri("https://example.test"));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("eu", builder.Name);
        Assert.Same(services, builder.Services);
        Assert.Equal("https://eu.example.test/", provider.GetRequiredKeyedService<TogetherClient>("eu").BaseAddress.AbsoluteUri);
        Assert.Equal("https://us.example.test/", provider.GetRequiredKeyedService<TogetherClient>("us").BaseAddress.AbsoluteUri);
        Assert.Equal("https://example.test/", provider.GetRequiredService<TogetherClient>().BaseAddress.AbsoluteUri);
        Assert.Same(provider.GetRequiredKeyedService<TogetherClient>("eu"), provider.GetRequiredKeyedService<TogetherClient>("eu"));
        Assert.Null(provider.GetKeyedService<TogetherClient>("asia"));
    }

    [Fact]
    public void A_client_needs_a_name_to_be_a_named_one() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddTogetherClient(" ", _ => { }));

    [Fact]
    public async Task Registering_twice_is_one_client_with_both_settings_and_keeps_a_replaced_handler()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        ServiceCollection services = new();
        services.AddTogetherClient(options =>
        {
            options.ApiKey = "k";
            options.DefaultMaxTokens = 5;
        }).HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddTogetherClient(options => options.BaseAddress = new Uri("https://second.example.test"));
        using ServiceProvider provider = services.BuildServiceProvider();

        TogetherClient client = Assert.Single(provider.GetServices<TogetherClient>());
        await client.Chat.CreateAsync(new ChatRequest { Model = "m", Messages = [ChatMessage.User("?")] });
        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal("https://second.example.test/v1/chat/completions", sent.Uri.AbsoluteUri);
        Assert.Contains("\"max_tokens\":5", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_of_the_applications_sees_every_attempt()
    {
        FakeHandler network = new FakeHandler().ThenText(System.Net.HttpStatusCode.ServiceUnavailable, "", "text/plain").ThenJson(Calls.Answer("ok"));
        CountingHandler counting = new();
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(1) });
        services.AddTogetherClient(options => options.ApiKey = "k").HttpClientBuilder
            .AddHttpMessageHandler(() => counting)
            .ConfigurePrimaryHttpMessageHandler(() => network);
        using ServiceProvider provider = services.BuildServiceProvider();
        ChatResponse answer = await provider.GetRequiredService<TogetherClient>().Chat.CreateAsync(Calls.Question);
        Assert.Equal("ok", answer.Text);
        Assert.Equal(2, counting.Count);
    }

    [Fact]
    public void The_pipeline_ends_in_the_librarys_own_handler_and_lives_as_long_as_the_client()
    {
        ServiceCollection services = new();
        services.AddTogetherClient("eu", options => options.Timeouts.Connect = TimeSpan.FromSeconds(3));
        using ServiceProvider provider = services.BuildServiceProvider();
        HttpClientFactoryOptions options = provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get("TogetherAI.eu");
        Assert.Equal(Timeout.InfiniteTimeSpan, options.HandlerLifetime);

        HttpMessageHandler handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("TogetherAI.eu");
        while (handler is DelegatingHandler { InnerHandler: { } inner })
            handler = inner;
        SocketsHttpHandler sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal(TimeSpan.FromSeconds(3), sockets.ConnectTimeout);
        Assert.False(sockets.AllowAutoRedirect);
    }

    [Fact]
    public void The_containers_clock_is_the_clients_unless_options_name_one()
    {
        ManualTimeProvider shared = new();
        ManualTimeProvider own = new();
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(shared);
        services.AddTogetherClient();
        services.AddTogetherClient("own", options => options.TimeProvider = own);
        using ServiceProvider provider = services.BuildServiceProvider();
        IOptionsMonitor<TogetherClientOptions> options = provider.GetRequiredService<IOptionsMonitor<TogetherClientOptions>>();
        Assert.Same(shared, options.CurrentValue.TimeProvider);
        Assert.Same(own, options.Get("own").TimeProvider);
    }

    private sealed class CountingHandler : DelegatingHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
