namespace TogetherAI.Tests.Dedicated.Guard;

/// <summary>The judge's table: each row differs in one thing from evidence that is enough for a stop.</summary>
public class IdleJudgeTests
{
    private static readonly DateTimeOffset s_now = ManualTimeProvider.Start.AddDays(10);
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(30);

    private static readonly IdleEvidence s_idle = new()
    {
        Now = s_now,
        Window = s_window,
        LongestLag = TimeSpan.FromMinutes(15),
        State = DeploymentState.Ready,
        ReadyReplicas = 1,
        ActiveSince = s_now.AddHours(-5),
        Service = new ServiceTraffic(0, s_now.AddMinutes(-35), s_now.AddMinutes(-5)),
    };

    public static TheoryData<string, IdleVerdict, IdleReason> Rows { get; } = new()
    {
        { "nothing speaks for it", IdleVerdict.Stop, IdleReason.Idle },
        { "degraded", IdleVerdict.Stop, IdleReason.Idle },
        { "failed, but a replica runs", IdleVerdict.Stop, IdleReason.Idle },
        { "waits for more replicas for hours", IdleVerdict.Stop, IdleReason.Idle },
        { "own call exactly a window ago", IdleVerdict.Stop, IdleReason.Idle },
        { "started exactly a window ago", IdleVerdict.Stop, IdleReason.Idle },
        { "numbers as old as allowed", IdleVerdict.Stop, IdleReason.Idle },
        { "only own traffic counts, no numbers", IdleVerdict.Stop, IdleReason.Idle },
        { "never touch", IdleVerdict.Keep, IdleReason.NeverTouch },
        { "stopped", IdleVerdict.Keep, IdleReason.NothingRuns },
        { "failed", IdleVerdict.Keep, IdleReason.NothingRuns },
        { "stopping", IdleVerdict.Keep, IdleReason.Stopping },
        { "told to stop", IdleVerdict.Keep, IdleReason.Stopping },
        { "provisioning", IdleVerdict.Keep, IdleReason.Starting },
        { "scaling from nothing", IdleVerdict.Keep, IdleReason.Starting },
        { "waits for more replicas since lately", IdleVerdict.Keep, IdleReason.Starting },
        { "rollout", IdleVerdict.Keep, IdleReason.Rollout },
        { "a call under way", IdleVerdict.Keep, IdleReason.InFlight },
        { "a call under way for hours", IdleVerdict.Keep, IdleReason.InFlight },
        { "own call within the window", IdleVerdict.Keep, IdleReason.OwnTraffic },
        { "started within the window", IdleVerdict.Keep, IdleReason.RecentlyActive },
        { "started in the future of this clock", IdleVerdict.Keep, IdleReason.RecentlyActive },
        { "only own traffic counts, started lately", IdleVerdict.Keep, IdleReason.RecentlyActive },
        { "one request", IdleVerdict.Keep, IdleReason.ServiceTraffic },
        { "clock was set within the window", IdleVerdict.CannotJudge, IdleReason.ClockUnreliable },
        { "service's clock far ahead", IdleVerdict.CannotJudge, IdleReason.ClockUnreliable },
        { "unknown state", IdleVerdict.CannotJudge, IdleReason.UnknownState },
        { "no state", IdleVerdict.CannotJudge, IdleReason.UnknownState },
        { "no numbers", IdleVerdict.CannotJudge, IdleReason.MetricsMissing },
        { "numbers of less than the window", IdleVerdict.CannotJudge, IdleReason.MetricsMissing },
        { "numbers too old", IdleVerdict.CannotJudge, IdleReason.MetricsTooOld },
        { "numbers too old, with requests", IdleVerdict.CannotJudge, IdleReason.MetricsTooOld },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Judges(string what, IdleVerdict verdict, IdleReason reason)
    {
        IdleJudgement judgement = IdleJudge.Judge(Evidence(what));
        Assert.Equal((verdict, reason), (judgement.Verdict, judgement.Reason));
        Assert.NotEmpty(judgement.Message);
    }

    [Fact]
    public void Says_why_with_numbers()
    {
        Assert.Equal("no request for 30 min, as far as the service knows, 5 min ago", IdleJudge.Judge(s_idle).Message);
        Assert.Equal("the service reports 1 request in 35 min", IdleJudge.Judge(Evidence("one request")).Message);
        Assert.Equal("this process called it 29 min 59 s ago", IdleJudge.Judge(Evidence("own call within the window")).Message);
        Assert.Equal("this process has 2 calls to it under way, the last one begun or ended 5 h ago", IdleJudge.Judge(Evidence("a call under way for hours")).Message);
        Assert.Equal("what the service knows of requests ends 15 min 1 s ago, more than the 15 min allowed", IdleJudge.Judge(Evidence("numbers too old")).Message);
    }

    [Theory]
    [InlineData("00:00:09.9", "9 s")]
    [InlineData("00:12:00", "12 min")]
    [InlineData("00:12:30", "12 min 30 s")]
    [InlineData("02:00:00", "2 h")]
    [InlineData("02:05:00", "2 h 5 min")]
    [InlineData("3.00:00:00", "3 d")]
    [InlineData("3.04:00:00", "3 d 4 h")]
    public void Says_times_as_people_do(string time, string expected) =>
        Assert.Equal(expected, IdleText.Of(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    private static IdleEvidence Evidence(string what) => what switch
    {
        "nothing speaks for it" => s_idle,
        "degraded" => s_idle with { State = DeploymentState.Degraded },
        "failed, but a replica runs" => s_idle with { State = DeploymentState.Failed },
        "waits for more replicas for hours" => s_idle with { State = DeploymentState.Scaling },
        "own call exactly a window ago" => s_idle with { Own = new OwnTrafficReading(0, s_window) },
        "started exactly a window ago" => s_idle with { ActiveSince = s_now - s_window },
        "numbers as old as allowed" => s_idle with { Service = new ServiceTraffic(0, s_now.AddMinutes(-45), s_now.AddMinutes(-15)) },
        "only own traffic counts, no numbers" => s_idle with { OnlyOwnTraffic = true, Service = null },
        "never touch" => s_idle with { NeverTouch = true },
        "stopped" => s_idle with { State = DeploymentState.Stopped },
        "failed" => s_idle with { State = DeploymentState.Failed, ReadyReplicas = 0 },
        "stopping" => s_idle with { State = DeploymentState.Stopping },
        "told to stop" => s_idle with { ToldToStop = true },
        "provisioning" => s_idle with { State = DeploymentState.Provisioning },
        "scaling from nothing" => s_idle with { State = DeploymentState.Scaling, ReadyReplicas = 0 },
        "waits for more replicas since lately" => s_idle with { State = DeploymentState.Scaling, Window = TimeSpan.FromMinutes(5), ActiveSince = s_now.AddMinutes(-29) },
        "rollout" => s_idle with { InRollout = true },
        "a call under way" => s_idle with { Own = new OwnTrafficReading(1, TimeSpan.Zero) },
        "a call under way for hours" => s_idle with { Own = new OwnTrafficReading(2, TimeSpan.FromHours(5)) },
        "own call within the window" => s_idle with { Own = new OwnTrafficReading(0, s_window - TimeSpan.FromSeconds(1)) },
        "started within the window" => s_idle with { ActiveSince = s_now.AddMinutes(-29) },
        "started in the future of this clock" => s_idle with { ActiveSince = s_now.AddHours(2) },
        "only own traffic counts, started lately" => s_idle with { OnlyOwnTraffic = true, ActiveSince = s_now.AddMinutes(-29) },
        "one request" => s_idle with { Service = s_idle.Service!.Value with { Requests = 1 } },
        "clock was set within the window" => s_idle with { ClockJumped = true, ActiveSince = s_now.AddMinutes(-29) },
        "service's clock far ahead" => s_idle with { Service = new ServiceTraffic(0, s_now.AddMinutes(-35), s_now.AddMinutes(16)) },
        "unknown state" => s_idle with { State = new DeploymentState("DEPLOYMENT_STATE_HIBERNATING") },
        "no state" => s_idle with { State = default },
        "no numbers" => s_idle with { Service = null },
        "numbers of less than the window" => s_idle with { Service = new ServiceTraffic(0, s_now.AddMinutes(-34), s_now.AddMinutes(-5)) },
        "numbers too old" => s_idle with { Service = new ServiceTraffic(0, s_now.AddHours(-2), s_now - TimeSpan.FromSeconds(901)) },
        "numbers too old, with requests" => s_idle with { Service = new ServiceTraffic(7, s_now.AddHours(-2), s_now - TimeSpan.FromSeconds(901)) },
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };
}
