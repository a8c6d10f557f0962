using System.Globalization;

namespace TogetherAI.Tests.Routing;

/// <summary>Whatever happens to requests over real sockets, nothing of them is left. <c>TOGETHER_SOAK</c> sets how many; 100,000 take a few minutes.</summary>
public class SoakTests
{
    private static readonly int s_requests =
        int.Parse(Environment.GetEnvironmentVariable("TOGETHER_SOAK") ?? "3000", NumberStyles.None, CultureInfo.InvariantCulture);

    [Fact]
    public async Task After_faults_cancellations_and_aborts_nothing_is_left()
    {
        await using UnreliableServer server = await UnreliableServer.StartAsync();
        CountingTimeProvider time = new();
        TogetherClientOptions clientOptions = new() { BaseAddress = server.Address, TimeProvider = time };
        TogetherClient client = new(clientOptions);
        RouterOptions options = new RouterOptions { Seed = 1, FirstTokenPatience = TimeSpan.FromMilliseconds(200), MaxQueueWait = TimeSpan.FromSeconds(2) }
            .Dedicated("gpu", usdPerHour: 3600m)
            .Overflow("cloud", Equivalence.Declared, new TokenPrice(1, 1))
            .Objective(0.95, TimeSpan.FromSeconds(1));
        OverflowRouter router = new(client, options);
        int next = 0;
        int answered = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(worker => Task.Run(async () =>
        {
            Random random = new(worker);
            while (Interlocked.Increment(ref next) <= s_requests)
            {
                if (await AskAsync(router, random))
                    Interlocked.Increment(ref answered);
            }
        })));

        Assert.True(answered > s_requests / 3, $"{answered} of {s_requests} were answered");
        await UntilAsync(() => router.AtWork == 0, () => $"{router.AtWork} attempts still run");
        await UntilAsync(() => server.Requests == 0, () => $"{server.Requests} requests are left at the server");
        RouterSnapshot after = router.Snapshot();
        Assert.All(after.Lanes, static lane => Assert.Equal((0, 0), (lane.InFlight, lane.PendingFirstToken)));
        Assert.Equal(0, after.Queued);
        router.Dispose();
        client.Dispose();
        await UntilAsync(() => server.Connections == 0, () => $"{server.Connections} connections are left");
        await UntilAsync(() => time.Timers == 0, () => $"{time.Timers} timers are left");
        Assert.InRange(after.ExtraAttempts, 1, Math.Max(3, s_requests / 20));
    }

    /// <summary>Asks, and perhaps leaves early or is called off.</summary>
    private static async Task<bool> AskAsync(OverflowRouter router, Random random)
    {
        using CancellationTokenSource cancel = new();
        if (random.Next(10) == 0)
            cancel.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 20)));
        try
        {
            await using RoutedChatStream stream = await router.StreamAsync(Routers.Question, cancel.Token);
            if (random.Next(10) == 0)
                return true;
            await stream.GetFinalResponseAsync();
            return true;
        }
        catch (Exception exception) when (exception is TogetherException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> reached, Func<string> what)
    {
        for (int i = 0; i < 1000 && !reached(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        Assert.True(reached(), what());
    }
}
