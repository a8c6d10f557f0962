using System.Net.Sockets;

namespace TogetherAI.Tests.Routing;

/// <summary>Failures as real sockets show them.</summary>
public sealed class LaneSocketTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LaneServer _gpu = new();
    private readonly LaneServer _cloud = new();
    private readonly TogetherClient _client;
    private readonly OverflowRouter _router;

    public LaneSocketTests()
    {
        _client = new TogetherClient(new TogetherClientOptions { BaseAddress = _gpu.Address, TimeProvider = _time });
        RouterOptions options = new RouterOptions { Seed = 1, FirstTokenPatience = TimeSpan.FromSeconds(5) }
            .Dedicated("gpu", usdPerHour: 3600m)
            .Lane("cloud", _cloud.Address, "acme/cloud", static lane => lane.Price = new TokenPrice(1, 1));
        _router = new OverflowRouter(_client, options);
    }

    public void Dispose()
    {
        _router.Dispose();
        _client.Dispose();
        _gpu.Dispose();
        _cloud.Dispose();
    }

    [Fact]
    public async Task A_reset_before_the_headers_goes_on_at_the_other_lanes_address_with_its_model()
    {
        Task<RoutedChatStream> asked = _router.StreamAsync(Routers.Question);
        (Socket gpu, string first) = await _gpu.AcceptAsync();
        LaneServer.Reset(gpu);
        (Socket cloud, string second) = await _cloud.AcceptAsync();
        await LaneServer.OpenAsync(cloud);
        await LaneServer.SayAsync(cloud, "ok");
        await using RoutedChatStream stream = await asked;
        await LaneServer.FinishAsync(cloud);
        Assert.Equal("ok", (await stream.GetFinalResponseAsync()).Text);
        Assert.Contains("\"model\":\"gpu\"", first, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"acme/cloud\"", second, StringComparison.Ordinal);
        Assert.Contains("Host: " + _cloud.Address.Authority, second, StringComparison.Ordinal);
        Assert.Equal("cloud", stream.Route.Lane);
    }

    [Fact]
    public async Task Headers_and_then_silence_end_after_the_patience()
    {
        Task<RoutedChatStream> asked = _router.StreamAsync(Routers.Question, new RouteOptions { Hedge = false });
        (Socket gpu, _) = await _gpu.AcceptAsync();
        await LaneServer.OpenAsync(gpu);
        Task closed = LaneServer.ClosedAsync(gpu);
        while (!closed.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(closed, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        (Socket cloud, _) = await _cloud.AcceptAsync();
        await LaneServer.OpenAsync(cloud);
        await LaneServer.SayAsync(cloud, "ok");
        await using RoutedChatStream stream = await asked;
        Assert.Equal("cloud", stream.Route.Lane);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_in_the_middle_is_told_with_the_text_so_far(bool reset)
    {
        Task<RoutedChatStream> asked = _router.StreamAsync(Routers.Question);
        (Socket gpu, _) = await _gpu.AcceptAsync();
        await LaneServer.OpenAsync(gpu);
        await LaneServer.SayAsync(gpu, "Par");
        await using RoutedChatStream stream = await asked;
        if (reset)
            LaneServer.Reset(gpu);
        else
            gpu.Dispose();
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());
        Assert.Equal("Par", thrown.PartialText);
        Assert.Equal("gpu", thrown.Route!.Lane);
    }

    [Fact]
    public async Task A_loser_whose_server_goes_on_regardless_delays_nobody()
    {
        await WarmAsync("gpu", _gpu);
        await WarmAsync("cloud", _cloud);
        _time.Advance(TimeSpan.FromSeconds(1)); // for which the budget bears a hedge
        Task<RoutedChatStream> asked = _router.StreamAsync(Routers.Question);
        (Socket gpu, _) = await _gpu.AcceptAsync();
        await LaneServer.OpenAsync(gpu);
        Task<(Socket Socket, string Request)> hedged = _cloud.AcceptAsync();
        while (!hedged.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(hedged, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        (Socket cloud, _) = await hedged;
        await LaneServer.OpenAsync(cloud);
        await LaneServer.SayAsync(cloud, "fast");
        await using RoutedChatStream stream = await asked; // while the loser's connection is open on its server's side
        await LaneServer.FinishAsync(cloud);
        Assert.Equal("fast", (await stream.GetFinalResponseAsync()).Text);
        Assert.Equal(RouteReason.HedgeWon, stream.Route.Reason);
        await LaneServer.SayAsync(gpu, "late"); // into the void
        await LaneServer.ClosedAsync(gpu);
        Assert.All(_router.Snapshot().Lanes, static lane => Assert.Equal((0, 0), (lane.InFlight, lane.PendingFirstToken)));
    }

    [Fact]
    public async Task A_slow_reader_is_nobodys_failure()
    {
        Task<RoutedChatStream> asked = _router.StreamAsync(Routers.Question);
        (Socket gpu, _) = await _gpu.AcceptAsync();
        await LaneServer.OpenAsync(gpu);
        for (int i = 0; i < 100; i++)
            await LaneServer.SayAsync(gpu, "x");
        await LaneServer.FinishAsync(gpu);
        await using RoutedChatStream stream = await asked;
        await foreach (ChatChunk _ in stream)
            _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(100, stream.Text.Length);
        Assert.Equal(0, _router.Snapshot().Lanes[0].Failures);
    }

    [Fact]
    public async Task A_stream_that_is_left_closes_its_connection()
    {
        Task<RoutedChatStream> asked = _router.StreamAsync(Routers.Question);
        (Socket gpu, _) = await _gpu.AcceptAsync();
        await LaneServer.OpenAsync(gpu);
        await LaneServer.SayAsync(gpu, "x");
        await (await asked).DisposeAsync();
        await LaneServer.ClosedAsync(gpu);
        Assert.Equal(0, _router.Snapshot().Lanes[0].InFlight);
    }

    /// <summary>Lets a lane answer some requests, so that the router knows what is late there.</summary>
    private async Task WarmAsync(string lane, LaneServer server)
    {
        for (int i = 0; i < 30; i++)
        {
            Task<RoutedChatStream> asked = _router.StreamAsync(Routers.Question, new RouteOptions { Lane = lane });
            (Socket socket, _) = await server.AcceptAsync();
            await LaneServer.OpenAsync(socket);
            _time.Advance(TimeSpan.FromSeconds(0.2));
            await LaneServer.SayAsync(socket, "x");
            await using RoutedChatStream stream = await asked;
            await LaneServer.FinishAsync(socket);
            await stream.GetFinalResponseAsync();
        }
    }
}
