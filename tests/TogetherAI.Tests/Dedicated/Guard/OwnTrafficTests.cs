using System.Net;

namespace TogetherAI.Tests.Dedicated.Guard;

/// <summary>What counts as this process's own traffic: every path in, and every way out.</summary>
public class OwnTrafficTests
{
    private const string Model = "acme/chat";

    private static readonly ChatRequest s_question = Calls.Question with { Model = Model };

    [Fact]
    public async Task A_call_counts_until_its_answer_has_been_read()
    {
        ManualTimeProvider time = new();
        TaskCompletionSource<HttpResponseMessage> answer = new();
        using TogetherClient client = Calls.Client(new FakeHandler().Then((_, _) => answer.Task), time);
        Assert.Equal(new OwnTrafficReading(0, null), client.Traffic.Read(Model));

        Task<ChatResponse> call = client.Chat.CreateAsync(s_question);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new OwnTrafficReading(1, TimeSpan.FromSeconds(5)), client.Traffic.Read(Model));

        answer.SetResult(FakeHandler.Answer(HttpStatusCode.OK, Calls.Answer("Paris"), "application/json"));
        await call;
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(new OwnTrafficReading(0, TimeSpan.FromSeconds(3)), client.Traffic.Read(Model));
        Assert.Equal(new OwnTrafficReading(0, null), client.Traffic.Read("acme/other"));
    }

    [Theory]
    [InlineData("read to the end")]
    [InlineData("disposed before the end")]
    [InlineData("cancelled and left lying")]
    [InlineData("broken")]
    [InlineData("an error in the middle")]
    public async Task A_stream_counts_until_it_ends(string how)
    {
        ScriptedStream body = new(Calls.Chunk("Par"));
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body));
        using CancellationTokenSource source = new();
        ChatStream stream = await client.Chat.StreamAsync(s_question, source.Token);
        Assert.Equal(1, client.Traffic.Read(Model).InFlight);
        switch (how)
        {
            case "read to the end":
                body.Write($"data: {Calls.Chunk("is", "stop")}\n\ndata: [DONE]\n\n");
                await stream.GetFinalResponseAsync();
                break;
            case "disposed before the end":
                await stream.DisposeAsync();
                break;
            case "cancelled and left lying":
                await source.CancelAsync();
                break;
            case "broken":
                body.Break(new IOException("gone"));
                await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());
                break;
            default:
                body.Write("data: {\"error\":{\"message\":\"no\"}}\n\n");
                await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());
                break;
        }

        Assert.Equal(0, client.Traffic.Read(Model).InFlight);
        await stream.DisposeAsync();
        await stream.DisposeAsync();
        Assert.Equal(0, client.Traffic.Read(Model).InFlight);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_fails_is_over(bool streaming)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenText(HttpStatusCode.NotFound, "{}", "application/json"));
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => Ask(client, streaming, default));
        Assert.Equal(0, client.Traffic.Read(Model).InFlight);
        Assert.NotNull(client.Traffic.Read(Model).Quiet);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_is_cancelled_is_over(bool streaming)
    {
        using CancellationTokenSource source = new();
        using TogetherClient client = Calls.Client(new FakeHandler().ThenHang());
        Task call = Ask(client, streaming, source.Token);
        Assert.Equal(1, client.Traffic.Read(Model).InFlight);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, client.Traffic.Read(Model).InFlight);
    }

    [Fact]
    public async Task A_call_counts_once_through_all_its_attempts_and_waits()
    {
        ManualTimeProvider time = new();
        FakeHandler handler = new FakeHandler()
            .ThenText(HttpStatusCode.TooManyRequests, "", "text/plain", ("Retry-After", "5"))
            .ThenJson(Calls.Answer("Paris"));
        using TogetherClient client = Calls.Client(handler, time);
        Task call = client.Chat.CreateAsync(s_question);
        await time.WhenWaiting();
        Assert.Equal(1, client.Traffic.Read(Model).InFlight);
        time.Advance(TimeSpan.FromSeconds(6));
        await call;
        Assert.Equal(0, client.Traffic.Read(Model).InFlight);
    }

    [Fact]
    public async Task A_request_that_cannot_be_sent_does_not_stay_in_flight()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        await Assert.ThrowsAsync<ArgumentException>(() => client.Chat.CreateAsync(
            s_question with { ExtraBody = new() { ["model"] = "other" } }));
        using TogetherClient anonymous = new(new TogetherClientOptions { BaseAddress = new Uri("https://example.test"), IgnoresEnvironment = true }, new FakeHandler());
        await Assert.ThrowsAsync<TogetherAuthenticationException>(() => anonymous.Chat.CreateAsync(s_question));
        Assert.Equal(0, client.Traffic.Read(Model).InFlight);
        Assert.Equal(0, anonymous.Traffic.Read(Model).InFlight);
    }

    [Fact]
    public async Task All_clients_that_come_from_one_another_count_together()
    {
        FakeHandler handler = new();
        for (int i = 0; i < 4; i++)
            handler.ThenHang();
        using TogetherClient client = Calls.Client(handler);
        using CancellationTokenSource source = new();
        Task[] calls =
        [
            client.Dedicated.Inference.Chat.CreateAsync(s_question, source.Token),
            client.With(new() { MaxRetries = 0 }).Completions.CreateAsync(new() { Model = Model, Prompt = "?" }, source.Token),
            client.WithOptions(options => options.DefaultMaxTokens = 3).Embeddings.CreateAsync(new() { Model = Model + ":adapter", Input = ["?"] }, source.Token),
            client.Dedicated.Inference.With(new() { MaxRetries = 0 }).Chat.StreamAsync(s_question with { Model = Model + "/one" }, source.Token),
        ];
        Assert.Equal(4, client.Traffic.Read(Model).InFlight);
        Assert.Equal(1, client.Traffic.Read(Model + "/one").InFlight);
        Assert.Equal(0, client.Traffic.Read("acme/cha").InFlight);
        await source.CancelAsync();
        foreach (Task call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, client.Traffic.Read(Model).InFlight);
    }

    [Fact]
    public async Task A_routed_call_counts_on_each_lane_it_is_sent_to_and_on_none_when_it_is_over()
    {
        FakeHandler handler = new FakeHandler()
            .ThenText(HttpStatusCode.ServiceUnavailable, "{}", "application/json")
            .ThenSse(Calls.Chunk("Paris", "stop"), "[DONE]");
        using TogetherClient client = Calls.Client(handler);
        using OverflowRouter router = new(client, Routing.Routers.Options());
        await using (RoutedChatStream stream = await router.StreamAsync(Routing.Routers.Question))
        {
            await foreach (ChatChunk chunk in stream)
                Assert.NotNull(chunk);
        }

        Assert.Equal(2, handler.Requests.Count);
        Assert.Equal(0, client.Traffic.Read("gpu").InFlight);
        Assert.Equal(0, client.Traffic.Read("cloud").InFlight);
        Assert.NotNull(client.Traffic.Read("gpu").Quiet);
        Assert.NotNull(client.Traffic.Read("cloud").Quiet);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bytes_count_until_they_are_read_or_disposed(bool readAll)
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.OK, "RIFF", "audio/wav");
        using TogetherClient client = Calls.Client(handler);
        BinaryResponse speech = await client.Audio.SpeakAsync(new() { Model = Model, Input = "?", Voice = "v" });
        Assert.Equal(1, client.Traffic.Read(Model).InFlight);
        if (readAll)
            await speech.ReadAllAsync();
        else
            await speech.DisposeAsync();
        Assert.Equal(0, client.Traffic.Read(Model).InFlight);
        await speech.DisposeAsync();
        Assert.Equal(0, client.Traffic.Read(Model).InFlight);
    }

    [Fact]
    public async Task Many_threads_leave_nothing_behind()
    {
        OwnTraffic traffic = new(TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 5000; i++)
            {
                ModelTraffic one = traffic.Begin($"acme/m{(i * 7 + thread) % 1500}"); // more than are remembered
                ModelTraffic other = traffic.Begin(Model);
                one.End();
                other.End();
            }
        })));
        Assert.Equal(0, traffic.Read(Model).InFlight);
        Assert.All(Enumerable.Range(0, 1500), i => Assert.Equal(0, traffic.Read($"acme/m{i}").InFlight));
    }

    [Fact]
    public void What_is_forgotten_may_have_been_in_use_until_then_and_what_is_under_way_is_not_forgotten()
    {
        ManualTimeProvider time = new();
        OwnTraffic traffic = new(time);
        ModelTraffic underWay = traffic.Begin("acme/long");
        traffic.Begin(Model).End();
        time.Advance(TimeSpan.FromMinutes(1));
        for (int i = 0; i < OwnTraffic.Capacity; i++)
        {
            traffic.Begin($"stranger-{i}").End();
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(1, traffic.Read("acme/long").InFlight);
        OwnTrafficReading forgotten = traffic.Read(Model);
        Assert.Equal(0, forgotten.InFlight);
        Assert.True(forgotten.Quiet < TimeSpan.FromMinutes(1)); // kept for longer than it deserves, not for less
        underWay.End();
        Assert.Equal(0, traffic.Read("acme/long").InFlight);
    }

    private static Task Ask(TogetherClient client, bool streaming, CancellationToken cancellationToken) =>
        streaming ? client.Chat.StreamAsync(s_question, cancellationToken) : client.Chat.CreateAsync(s_question, cancellationToken);
}
