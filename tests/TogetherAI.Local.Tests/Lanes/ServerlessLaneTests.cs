using System.Globalization;

namespace TogetherAI.Local.Tests.Lanes;

public class ServerlessLaneTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Above_its_rate_it_answers_429_and_says_when_to_come_back(HostKind host)
    {
        await using LaneCloud cloud = await StartAsync(static s => (s.RequestsPerSecond, s.Growth) = (4, 0), host);
        for (int i = 0; i < 4; i++)
            Assert.Equal(3 - i, (await cloud.AskAsync()).Http?.RateLimits.RequestsRemaining);
        TogetherRateLimitException e = await Assert.ThrowsAsync<TogetherRateLimitException>(() => cloud.AskAsync());
        Assert.Equal(("dynamic_request_limited", "rate_limit_exceeded"), (e.ErrorType, e.Code));
        Assert.Equal(Second, e.RetryAfter);
        Assert.Equal((4, 1), (cloud.Lane.Served, cloud.Lane.Throttled));

        cloud.Time.Advance(TimeSpan.FromMilliseconds(249));
        await Assert.ThrowsAsync<TogetherRateLimitException>(() => cloud.AskAsync());
        cloud.Time.Advance(TimeSpan.FromMilliseconds(1));
        await cloud.AskAsync();
    }

    [Fact]
    public async Task Every_answer_names_the_limits()
    {
        await using LaneCloud cloud = await StartAsync(static s => (s.RequestsPerSecond, s.Growth) = (2, 0));
        const string Body = """{"model":"lane","messages":[{"role":"user","content":"Go"}]}""";
        using HttpClient http = cloud.Local.CreateHttpClient();
        Assert.Equal("200 2 1 0 2 1 -", await HeadersAsync());
        Assert.Equal("200 2 0 0.5 2 0 -", await HeadersAsync());
        Assert.Equal("429 2 0 0.5 2 0 1", await HeadersAsync());

        async Task<string> HeadersAsync()
        {
            using HttpResponseMessage response = await http.SendAsync(Hosts.Post("/v1/chat/completions", Body));
            string[] names =
            [
                "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-ratelimit-limit-dynamic", "x-ratelimit-remaining-dynamic",
                "retry-after",
            ];
            return string.Join(
                ' ',
                [
                    ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture),
                    .. names.Select(name => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : "-"),
                ]);
        }
    }

    [Fact]
    public async Task The_rate_grows_with_success_and_falls_when_it_is_forgotten()
    {
        await using LaneCloud cloud = await StartAsync(static s => (s.RequestsPerSecond, s.Growth, s.Window) = (5, 3, 10 * Second));
        for (int second = 0; second < 10; second++)
        {
            cloud.Time.Advance(Second);
            for (int i = 0; i < 5; i++)
                await cloud.AskAsync();
        }

        // 50 successes in 10 seconds, three times.
        Assert.Equal(15, cloud.Lane.RequestsPerSecond!.Value, 6);
        cloud.Time.Advance(5 * Second);
        Assert.InRange(cloud.Lane.RequestsPerSecond!.Value, 6, 9);
        cloud.Time.Advance(10 * Second);
        Assert.Equal(5, cloud.Lane.RequestsPerSecond);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Without_capacity_it_answers_503_though_the_rate_allows_more(HostKind host)
    {
        await using LaneCloud cloud = await StartAsync(static s => (s.Capacity, s.TimeToFirstToken) = (1, Second), host);
        Task first = cloud.AskAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Running == 1);
        TogetherException e = await Assert.ThrowsAnyAsync<TogetherException>(() => cloud.AskAsync());
        Assert.Equal((503, "overloaded"), ((int)e.StatusCode!, e.ErrorType));
        cloud.Time.AutoAdvance = true;
        await first;
        Assert.Equal((1, 1, 0), (cloud.Lane.Served, cloud.Lane.Refused, cloud.Lane.Throttled));
    }

    [Fact]
    public async Task A_client_that_comes_back_as_it_was_told_is_served()
    {
        await using LaneCloud cloud = await StartAsync(static s => (s.RequestsPerSecond, s.Growth) = (1, 0));
        cloud.Time.AutoAdvance = true;
        using TogetherClient patient = cloud.Local.CreateClient();
        for (int i = 0; i < 3; i++)
            await patient.Chat.CreateAsync(LaneCloud.Request()).WaitAsync(Hosts.Patience);
        Assert.Equal((3, 2), (cloud.Lane.Served, cloud.Lane.Throttled));
        Assert.InRange(cloud.Elapsed, 2, 5);
    }

    [Fact]
    public async Task It_reads_prompts_side_by_side()
    {
        await using LaneCloud cloud = await StartAsync(static s => s.TimeToFirstToken = Second);
        await cloud.AskAllAsync(8);
        Assert.Equal(1, cloud.Elapsed, 6);
    }

    [Fact]
    public async Task The_spread_is_log_normal_and_the_same_on_every_run()
    {
        List<double> times = await TimesAsync();
        Assert.Equal(times, await TimesAsync());
        times.Sort();
        Assert.InRange(times[times.Count / 2], 0.85, 1.15);
        // 95 of 100 below exp(1.645 * 0.5) = 2.28.
        Assert.InRange(times[times.Count * 95 / 100], 1.9, 2.8);

        static async Task<List<double>> TimesAsync()
        {
            await using LaneCloud cloud = await StartAsync(static s => (s.TimeToFirstToken, s.Spread) = (Second, 0.5));
            cloud.Time.AutoAdvance = true;
            List<double> times = [];
            for (int i = 0; i < 300; i++)
            {
                double before = cloud.Elapsed;
                await cloud.AskAsync();
                times.Add(cloud.Elapsed - before);
            }

            return times;
        }
    }

    private static Task<LaneCloud> StartAsync(Action<ServerlessLaneOptions> configure, HostKind host = HostKind.InProcess) =>
        LaneCloud.StartAsync(lanes => lanes.AddServerless("lane", configure), host);
}
