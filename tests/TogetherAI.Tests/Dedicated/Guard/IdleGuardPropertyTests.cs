namespace TogetherAI.Tests.Dedicated.Guard;

/// <summary>
/// What the guard promises, over 1,000 random histories: it never stops an endpoint with visible traffic within the window or with calls under
/// way, and always stops it within one look and the stated lag after the window. The numbers of the seeds are in the names of the failures.
/// </summary>
public class IdleGuardPropertyTests
{
    private const int Histories = 1000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Never_too_early_and_never_too_late(int quarter)
    {
        int stops = 0, kept = 0;
        for (int seed = quarter * Histories / 4; seed < (quarter + 1) * Histories / 4; seed++)
        {
            (int Stops, int Kept) run = await PlayAsync(new TrafficHistory(seed), $"seed {seed}");
            stops += run.Stops;
            kept += run.Kept;
        }

        Assert.Equal(Histories / 4, stops); // each of them in the end, once
        Assert.InRange(kept, Histories / 4, int.MaxValue); // and there was something to keep
    }

    private static async Task<(int Stops, int Kept)> PlayAsync(TrafficHistory history, string name)
    {
        ManualTimeProvider time = new();
        DateTimeOffset zero = time.GetUtcNow();
        FakeDeployments service = new(time) { Lag = history.Lag, SaysItsLag = history.SaysItsLag };
        FakeDeployment deployment = service.Add();
        if (history.Start > TimeSpan.Zero)
            (deployment.State, deployment.Ready) = (DeploymentState.Provisioning, 0);
        using TogetherClient client = service.Client();
        IdleGuard guard = new(client, history.Options);
        List<(TimeSpan At, Action Do)> script = Script(history, deployment, service, client.Traffic, zero);
        IdleGuardOptions options = history.Options;
        TimeSpan lag = options.ServiceLag > history.Lag || !history.SaysItsLag ? options.ServiceLag : history.Lag;
        int kept = 0, done = 0;
        for (TimeSpan now = TimeSpan.Zero; ; now += options.Poll)
        {
            while (done < script.Count && script[done].At <= now)
            {
                time.Advance(script[done].At - (time.GetUtcNow() - zero));
                script[done++].Do();
            }

            time.Advance(now - (time.GetUtcNow() - zero));
            service.Fails = now < history.BrokenUntil ? "/analytics" : null;
            IdleDecision decision = Assert.Single(await guard.CheckAsync());
            if (decision.Verdict != IdleVerdict.Stop)
            {
                kept += decision.Verdict == IdleVerdict.Keep ? 1 : 0;
                Assert.True(deployment.Max > 0, name);
                Assert.True(now <= Latest(history, lag), $"{name}: {decision} at {now}, and it should have been stopped by {Latest(history, lag)}");
                continue;
            }

            string said = $"{name}: {decision} at {now}";
            Assert.True(decision.Outcome == IdleOutcome.StopAccepted && decision.ServiceLag == lag, said);
            Assert.True(now >= history.Start && now >= history.BrokenUntil, said);
            Assert.True(history.Own.All(call => call.Begin > now || call.End <= now - options.Window), said); // nothing under way, nothing within the window
            Assert.True(history.Others.All(at => at > now - history.Lag || at < now - lag - options.Window), said); // all that could be seen is older than window and lag
            return (1, kept);
        }
    }

    /// <summary>One look after the last sign of life, its window, and the lag have passed.</summary>
    private static TimeSpan Latest(TrafficHistory history, TimeSpan lag)
    {
        IdleGuardOptions options = history.Options;
        TimeSpan own = history.Own.Select(static call => call.End).DefaultIfEmpty().Max() + options.Window;
        TimeSpan others = history.Others.Concat(history.Own.Select(static call => call.Begin)).DefaultIfEmpty().Max() + options.Window + lag;
        TimeSpan start = history.Start + options.Window;
        return new[] { own, others, start, history.BrokenUntil }.Max() + options.Poll;
    }

    private static List<(TimeSpan At, Action Do)> Script(
        TrafficHistory history, FakeDeployment deployment, FakeDeployments service, OwnTraffic traffic, DateTimeOffset zero)
    {
        List<(TimeSpan At, Action Do)> script = [];
        foreach ((TimeSpan begin, TimeSpan end) in history.Own)
        {
            ModelTraffic? call = null;
            script.Add((begin, () =>
            {
                call = traffic.Begin("acme/chat");
                deployment.Requests.Add(zero + begin); // the service counts them too
            }));
            script.Add((end, () => call!.End()));
        }

        foreach (TimeSpan at in history.Others)
            script.Add((at, () => deployment.Requests.Add(zero + at)));
        if (history.Start > TimeSpan.Zero)
            script.Add((history.Start, () => (deployment.State, deployment.Ready) = (DeploymentState.Ready, 1)));
        return [.. script.OrderBy(static step => step.At)];
    }
}
