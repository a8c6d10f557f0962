using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace TogetherAI.Tests.DependencyInjection;

/// <summary>The client in the pipeline of Microsoft.Extensions.Http.Resilience, which the README says may be added.</summary>
public class StandardResilienceTests
{
    [Fact]
    public async Task The_standard_handler_repeats_what_the_client_is_told_not_to()
    {
        FakeHandler upstream = new FakeHandler()
            .ThenText(HttpStatusCode.ServiceUnavailable, "busy", "text/plain")
            .ThenJson(Calls.Answer("yes"));
        await using ServiceProvider services = Services(upstream, maxRetries: 0);

        ChatResponse answer = await services.GetRequiredService<TogetherClient>().Chat.CreateAsync(Calls.Question);

        Assert.Equal("yes", answer.Text);
        Assert.Equal(2, upstream.Requests.Count);
        Assert.Equal(upstream.Requests[0].Body, upstream.Requests[1].Body);
    }

    [Fact]
    public async Task A_stream_runs_through_it_as_it_arrives()
    {
        ScriptedStream body = new(Calls.Chunk("one"));
        FakeHandler upstream = new FakeHandler().ThenStream(body);
        await using ServiceProvider services = Services(upstream, maxRetries: 0);

        await using ChatStream stream = await services.GetRequiredService<TogetherClient>().Chat.StreamAsync(Calls.Question);
        await using IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator();

        // The first piece is here while the second is not yet written: nothing held the answer back to look at it.
        Assert.True(await chunks.MoveNextAsync());
        Assert.Equal("one", chunks.Current.Text);
        body.Write("data: " + Calls.Chunk(" two", "stop") + "\n\ndata: [DONE]\n\n").End();
        Assert.True(await chunks.MoveNextAsync());
        Assert.Equal(" two", chunks.Current.Text);
        Assert.False(await chunks.MoveNextAsync());
    }

    [Fact]
    public async Task Its_last_answer_becomes_the_clients_own_exception()
    {
        FakeHandler upstream = new();
        for (int attempt = 0; attempt < 4; attempt++)
            upstream.ThenText(HttpStatusCode.ServiceUnavailable, "busy", "text/plain");
        await using ServiceProvider services = Services(upstream, maxRetries: 0);

        TogetherClient client = services.GetRequiredService<TogetherClient>();
        TogetherOverloadedException thrown = await Assert.ThrowsAsync<TogetherOverloadedException>(() => client.Chat.CreateAsync(Calls.Question));

        Assert.Equal(503, (int?)thrown.StatusCode);
        Assert.Equal(4, upstream.Requests.Count);
    }

    private static ServiceProvider Services(FakeHandler upstream, int maxRetries)
    {
        ServiceCollection services = new();
        services.AddTogetherClient(options =>
            {
                options.ApiKey = "sk-secret";
                options.BaseAddress = new Uri("https://example.test");
                options.Retry.MaxRetries = maxRetries;
            })
            .HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => upstream)
            .AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
        return services.BuildServiceProvider();
    }
}
