using OverflowGateway.Burst;
using TogetherAI.Local;

namespace OverflowGateway.Tests;

public class BurstTests
{
    [Fact]
    public void The_arrivals_are_those_of_the_plan_and_the_same_on_every_run()
    {
        BurstPlan plan = new([(10, TimeSpan.FromSeconds(100)), (50, TimeSpan.FromSeconds(100))]);
        (TimeSpan At, int Phase)[] arrivals = [.. plan.Arrivals()];
        Assert.Equal(arrivals, plan.Arrivals());
        Assert.Equal(arrivals.OrderBy(static arrival => arrival.At), arrivals);
        // A Poisson count scatters by its square root: 1000 by 32, 5000 by 71; these are three times that.
        Assert.InRange(arrivals.Count(static arrival => arrival.Phase == 0), 904, 1096);
        Assert.InRange(arrivals.Count(static arrival => arrival.Phase == 1), 4787, 5213);
        Assert.All(arrivals, static arrival => Assert.Equal(arrival.At >= TimeSpan.FromSeconds(100) ? 1 : 0, arrival.Phase));
    }

    [Fact]
    public async Task A_burst_is_answered_by_both_lanes_and_told_line_by_line()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        using StringWriter output = new();
        await BurstRun.RunAsync(gateway, new BurstPlan([(60, TimeSpan.FromSeconds(1.5))]), output, TestContext.Current.CancellationToken);
        string[] lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("acme/support-chat", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^ +1 +\d+", lines[1]);
        int count = new BurstPlan([(60, TimeSpan.FromSeconds(1.5))]).Arrivals().Count();
        Assert.StartsWith($"at 60 a second: {count} requests", lines[^1], StringComparison.Ordinal);
        Assert.EndsWith(" 0 failed", lines[^1], StringComparison.Ordinal);
        Assert.All(gateway.Offline!.Lanes, static lane => Assert.True(lane.Served > 0, lane.Name));
        Assert.All(gateway.Offline.Lanes, static (LocalLane lane) => Assert.Equal(0, lane.Running + lane.Queued));
    }
}
