using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Routing;

/// <summary>What holds whatever the lanes do: random histories on a clock of their own.</summary>
public partial class InvariantTests
{
    [Fact]
    public void Whatever_the_lanes_do_attempts_money_and_places_are_accounted_for() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(10_000), // of ten requests each
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), static seed => Play(seed)));

    private static void Play(int seed)
    {
        Random random = new(seed);
        ManualTimeProvider time = new();
        RandomLanes lanes = new(time, random);
        RouterOptions options = Routers.Options(cloud: random.Next(4) == 0 ? lane => lane.Equivalence = Equivalence.None : null);
        options.Seed = seed;
        options.MaxQueueWait = TimeSpan.FromSeconds(random.Next(3));
        options.SpendCap(usdPerHour: 0.01m);
        using OverflowRouter router = Routers.Create(lanes, time, options);
        List<Task> requests = [];
        List<DateTimeOffset> arrivals = [];
        for (int i = 0; i < 10; i++)
        {
            arrivals.Add(time.GetUtcNow());
            requests.Add(AskAsync(router, time, random, $"q{i}"));
            time.Advance(TimeSpan.FromMilliseconds(random.Next(600)));
        }

        for (int steps = 0; !requests.TrueForAll(static request => request.IsCompleted); steps++)
        {
            Assert.True(steps < 100_000, "The requests do not end.");
            time.AdvanceToNext();
        }

        foreach (Task request in requests)
            request.GetAwaiter().GetResult();
        while (time.Pending > 0)
            time.AdvanceToNext(); // what losers and drains still wait for
        RouterSnapshot after = router.Snapshot();
        Assert.All(after.Lanes, static lane => Assert.Equal((0, 0), (lane.InFlight, lane.PendingFirstToken)));
        Assert.Equal(0, after.Queued);
        Assert.True(after.SpentLastHourUsd <= 0.01m, $"{after.SpentLastHourUsd} USD of 0.01");
        Assert.True(lanes.MostAtATime <= 2, $"{lanes.MostAtATime} attempts at a time");
        Assert.True(lanes.ByQuestion.Values.DefaultIfEmpty(0).Max() <= 3);
        Assert.True(lanes.Attempts.Count - arrivals.Count <= 3, $"{lanes.Attempts.Count} attempts for {arrivals.Count} requests");
        Task.WhenAll(lanes.Bodies.Select(static body => body.Disposed)).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System).GetAwaiter().GetResult();
    }

    private static async Task AskAsync(OverflowRouter router, TimeProvider time, Random random, string question)
    {
        using CancellationTokenSource cancel = new(TimeSpan.FromMilliseconds(random.Next(5) == 0 ? random.Next(1, 3000) : 600_000), time);
        RouteOptions route = new()
        {
            Class = (TrafficClass)random.Next(3),
            MidStream = (MidStreamPolicy)random.Next(2),
            Session = random.Next(2) == 0 ? "s" : null,
        };
        ChatRequest request = new() { Model = "any", Messages = [ChatMessage.User(question)], MaxTokens = 4 };
        try
        {
            await using RoutedChatStream stream = await router.StreamAsync(request, route, cancel.Token).ConfigureAwait(false);
            bool leaves = random.Next(6) == 0;
            string text = "";
            await foreach (string piece in stream.ReadTextAsync(CancellationToken.None).ConfigureAwait(false))
            {
                text += piece;
                if (leaves)
                    return;
            }

            Assert.Single(Tokens().Matches(text).Select(static match => match.Value).Distinct()); // all of one attempt
            Assert.Contains(stream.Route.Attempts, static attempt => attempt.Won);
        }
        catch (TogetherException exception)
        {
            Assert.NotNull(exception.Route);
            if (exception is TogetherStreamInterruptedException { PartialText: { Length: > 0 } partial })
                Assert.Single(Tokens().Matches(partial).Select(static match => match.Value).Distinct());
        }
        catch (OperationCanceledException exception)
        {
            Assert.Equal(cancel.Token, exception.CancellationToken);
        }
    }

    [GeneratedRegex("q[0-9]+#[0-9]+;")]
    private static partial Regex Tokens();
}
