using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TogetherAI.Tests.Dedicated.Scaling;

/// <summary>A deployment is told once when a rule begins, whatever happens in between. The clock runs ahead of every wait.</summary>
public class ScheduledScalerTests
{
    private static readonly ScalingSchedule s_office = new(
        TimeZoneInfo.Utc,
        ScalingRule.Scale(ScheduleDays.Weekdays, new TimeOnly(8, 0), ReplicaRange.Between(1, 3)),
        ScalingRule.Stop(ScheduleDays.Weekdays, new TimeOnly(19, 0)));

    private readonly ManualTimeProvider _time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(15) }; // Thursday, 1 January 2026, 00:00 UTC
    private readonly List<string> _told = [];

    [Fact]
    public async Task What_holds_at_the_start_is_applied_and_every_rule_once_when_it_begins()
    {
        List<ScheduledScaling> steps = await RunAsync(s_office, 6);
        Assert.Equal(
            ["0/0 01 00:00", "1/3 01 08:00", "0/0 01 19:00", "1/3 02 08:00", "0/0 02 19:00", "1/3 05 08:00"], // 3 and 4 January are a weekend
            _told);
        Assert.All(steps, static step => Assert.Null(step.Error));
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 19, 0, 0, TimeSpan.Zero), steps[0].Since); // it was late for this one
        Assert.All(steps[1..], static step => Assert.Equal(step.Since, step.At));
    }

    [Fact]
    public async Task After_a_standstill_only_the_rule_that_holds_is_applied()
    {
        List<ScheduledScaling> steps = await RunAsync(s_office, 4, step =>
        {
            if (step.At.Day == 1 && step.At.Hour == 8)
                _time.Advance(TimeSpan.FromDays(6)); // the machine sleeps; on Wednesday, 08:00, it goes on
        });
        Assert.Equal(["0/0 01 00:00", "1/3 01 08:00", "1/3 07 08:00", "0/0 07 19:00"], _told);
        Assert.Equal(new DateTimeOffset(2026, 1, 7, 8, 0, 0, TimeSpan.Zero), steps[2].Since);
    }

    [Fact]
    public async Task A_change_that_fails_is_tried_again_at_growing_intervals_until_it_succeeds()
    {
        List<ScheduledScaling> steps = await RunAsync(s_office, 7, fails: now => now.Hour == 8 && now.Minute < 20);
        DateTimeOffset eight = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal([0, 1, 3, 7, 15, 25], steps.Skip(1).Take(6).Select(step => (step.At - eight).TotalMinutes));
        Assert.Equal([true, true, true, true, true, false], steps.Skip(1).Take(6).Select(static step => step.Error is not null));
        Assert.Equal(["0/0 01 00:00", "1/3 01 08:25"], _told);
    }

    [Fact]
    public async Task A_change_that_never_succeeds_gives_way_to_the_next_rule()
    {
        await RunAsync(s_office, 120, fails: static now => now.Hour is >= 8 and < 19);
        Assert.Equal(["0/0 01 00:00", "0/0 01 19:00"], _told);
    }

    [Fact]
    public async Task No_schedule_stops_a_deployment_that_has_no_rule_for_it()
    {
        ScalingSchedule nights = new(
            Zones.Central,
            ScalingRule.Scale(ScheduleDays.EveryDay, new TimeOnly(6, 0), ReplicaRange.Exactly(4)),
            ScalingRule.Scale(ScheduleDays.EveryDay, new TimeOnly(22, 0), ReplicaRange.Exactly(1)));
        await RunAsync(nights, 30);
        Assert.All(_told, static told => Assert.DoesNotContain("0/0", told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deployment_that_is_gone_ends_it()
    {
        using TogetherClient client = Client(static _ => HttpStatusCode.NotFound);
        ScheduledScaler scaler = new(client, "ep_1", "dep_1", s_office);
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => scaler.RunAsync());
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => scaler.RunAsync()); // and it can be run again
    }

    [Fact]
    public async Task Two_runs_of_one_scaler_are_one_too_many()
    {
        using TogetherClient client = Client(static _ => HttpStatusCode.OK, new ManualTimeProvider());
        ScheduledScaler scaler = new(client, "ep_1", "dep_1", s_office);
        using CancellationTokenSource end = new();
        Task running = scaler.RunAsync(cancellationToken: end.Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => scaler.RunAsync());
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_host_runs_it_and_outlives_it()
    {
        LogCollector log = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(log));
        using TogetherClient client = Client(static _ => HttpStatusCode.NotFound);
        services.AddSingleton(client);
        services.AddTogetherScheduledScaling("ep_1", "dep_1", s_office).AddTogetherScheduledScaling("ep_1", "dep_2", s_office);
        using ServiceProvider provider = services.BuildServiceProvider();
        IHostedService[] hosted = [.. provider.GetServices<IHostedService>().Where(static service => service is ScheduledScalingService)];
        Assert.Equal(2, hosted.Length);
        await hosted[0].StartAsync(CancellationToken.None);
        await ((BackgroundService)hosted[0]).ExecuteTask!; // the deployment is gone, which is no reason to take the host down
        Assert.Contains(log.Lines, static line => line.Text.Contains("dep_1: is scaled by its schedule no more (404)", StringComparison.Ordinal));
    }

    private async Task<List<ScheduledScaling>> RunAsync(
        ScalingSchedule schedule, int steps, Action<ScheduledScaling>? onStep = null, Func<DateTimeOffset, bool>? fails = null)
    {
        using TogetherClient client = Client(now => fails?.Invoke(now) == true ? HttpStatusCode.BadRequest : HttpStatusCode.OK);
        using CancellationTokenSource end = new();
        List<ScheduledScaling> seen = [];
        Steps progress = new(step =>
        {
            seen.Add(step);
            onStep?.Invoke(step);
            if (seen.Count == steps)
                end.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ScheduledScaler(client, "ep_1", "dep_1", schedule).RunAsync(progress, end.Token));
        return seen;
    }

    private TogetherClient Client(Func<DateTimeOffset, HttpStatusCode> status, TimeProvider? time = null) =>
        Calls.Client(new Deployment(this, status), time ?? _time, static options =>
        {
            options.ProjectId = "proj_1";
            options.Timeouts.Attempt = options.Timeouts.Total = Timeout.InfiniteTimeSpan; // or the clock would skip to their end too
        });

    private sealed class Steps(Action<ScheduledScaling> told) : IProgress<ScheduledScaling>
    {
        public void Report(ScheduledScaling value) => told(value);
    }

    /// <summary>A deployment that notes what it is told.</summary>
    private sealed class Deployment(ScheduledScalerTests test, Func<DateTimeOffset, HttpStatusCode> status) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            DateTimeOffset now = test._time.GetUtcNow();
            HttpStatusCode answer = status(now);
            JsonNode asked = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!["autoscaling"]!;
            if (answer == HttpStatusCode.OK)
                test._told.Add($"{asked["minReplicas"]}/{asked["maxReplicas"]} {now:dd HH:mm}");
            return FakeHandler.Answer(answer, """{"id":"dep_1"}""", "application/json");
        }
    }
}
