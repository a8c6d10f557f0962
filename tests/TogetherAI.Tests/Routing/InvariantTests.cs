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
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), static seed => Play(seed))); // its own integers would be small, and a hundred

    [Fact]
    public void Over_long_histories_no_60_seconds_see_more_extra_attempts_than_5_percent_of_their_arrivals_or_three() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(12), // of some 2,000 requests each
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), static seed => PlayLong(seed)));

    [Fact]
    public void A_hedge_that_its_lane_does_not_take_counts_as_no_extra_attempt() => PlayLong(1662241155); // a history in which that happens

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

    /// <summary>Six stretches of traffic: busy and quiet ones, some of them outages.</summary>
    private static void PlayLong(int seed)
    {
        Random random = new(seed);
        ManualTimeProvider time = new();
        RandomLanes lanes = new(time, random);
        RouterOptions options = Routers.Options();
        options.Seed = seed;
        using OverflowRouter router = Routers.Create(lanes, time, options);
        List<Task> requests = [];
        List<DateTimeOffset> arrivals = [];
        for (int stretch = 0; stretch < 6; stretch++)
        {
            double perSecond = 0.2 * Math.Pow(100, random.NextDouble()); // to 20
            lanes.AreOut = random.Next(3) == 0;
            DateTimeOffset end = time.GetUtcNow() + TimeSpan.FromSeconds(random.Next(20, 100));
            while (time.GetUtcNow() < end)
            {
                arrivals.Add(time.GetUtcNow());
                requests.Add(AskAsync(router, time, random, $"q{requests.Count}"));
                time.Advance(TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond));
            }
        }

        while (!requests.TrueForAll(static request => request.IsCompleted))
            time.AdvanceToNext();
        foreach (Task request in requests)
            request.GetAwaiter().GetResult();
        Assert.Equal(lanes.Extras.Count, router.Snapshot().ExtraAttempts);
        Assert.True(lanes.Extras.Count > 3, "Nothing was tried twice: this history shows nothing.");

        // A window that holds the most of them for its arrivals begins with one and ends with one.
        TimeSpan window = TimeSpan.FromSeconds(60);
        for (int first = 0; first < lanes.Extras.Count; first++)
        {
            int from = ArrivedBefore(lanes.Extras[first]);
            for (int last = first + 3; last < lanes.Extras.Count && lanes.Extras[last] - lanes.Extras[first] <= window; last++)
            {
                int arrived = ArrivedBefore(lanes.Extras[last] + TimeSpan.FromTicks(1)) - from;
                Assert.True(20 * (last - first + 1) <= arrived, $"{last - first + 1} extra attempts of {arrived} arrivals from {lanes.Extras[first]:O} to {lanes.Extras[last]:O}, seed {seed}");
            }
        }

        int ArrivedBefore(DateTimeOffset at)
        {
            int index = arrivals.BinarySearch(at);
            while (index > 0 && arrivals[index - 1] == at)
                index--;
            return index < 0 ? ~index : index;
        }
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
