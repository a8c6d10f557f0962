namespace TogetherAI.Tests.Routing;

public class RouterOptionsTests
{
    public static TheoryData<string, Action<RouterOptions>> Faults => new()
    {
        { "no lane", static _ => { } },
        { "called 'a'", static o => o.Dedicated("a").Dedicated("a") },
        { "percentile", static o => o.Dedicated("a").Objective(1, TimeSpan.FromSeconds(1)) },
        { "time to first token", static o => o.Dedicated("a").Objective(0.95, TimeSpan.Zero) },
        { "OnTimeValue", static o => o.Dedicated("a").OnTimeValue = 0 },
        { "MaxQueueWait", static o => o.Dedicated("a").MaxQueueWait = TimeSpan.FromSeconds(-1) },
        { "BackgroundShare", static o => o.Dedicated("a").BackgroundShare = 0 },
        { "IdleTimeout", static o => o.Dedicated("a", null, static lane => lane.IdleTimeout = TimeSpan.Zero) },
        { "MaxQueueLength", static o => o.Dedicated("a").MaxQueueLength = -1 },
        { "FirstTokenPatience", static o => o.Dedicated("a").FirstTokenPatience = TimeSpan.Zero },
        { "HedgeBudget is 2", static o => o.Dedicated("a", 1m).HedgeBudget(2) },
        { "no dedicated lane says that", static o => o.Dedicated("a").HedgeBudget(0.03) },
        { "'b' has no Price", static o => o.Dedicated("a").Overflow("b", Equivalence.Declared).SpendCap(usdPerHour: 1m) },
        { "SpendCap is negative", static o => o.Dedicated("a").SpendCap(usdPerDay: -1m) },
        { "Ramp names the lane 'c'", static o => o.Dedicated("a").Ramp("c") },
        { "MaxInFlight", static o => o.Dedicated("a", null, static lane => lane.MaxInFlight = 0) },
        { "which is none", static o => o.Dedicated("a", null, static lane => lane.MaxPromptTokens = -1) },
        { "no BaseAddress", static o => o.Dedicated("a", null, static lane => lane.ApiKey = "k") },
        { "no http or https", static o => o.Lane("a", new Uri("ftp://x.test"), "m") },
        { "Price of the lane 'a' is negative", static o => o.Overflow("a", Equivalence.Declared, new TokenPrice(-1, 0)) },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_named(string words, Action<RouterOptions> configure)
    {
        RouterOptions options = new();
        configure(options);
        using TogetherClient client = Calls.Client(new FakeHandler());
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new OverflowRouter(client, options));
        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changing_the_options_afterwards_changes_nothing()
    {
        FakeLanes lanes = new();
        RouterOptions options = Routers.Options(gpu => gpu.Region = "eu");
        using OverflowRouter router = Routers.Create(lanes, new ManualTimeProvider(), options);
        options.Dedicated("other");
        Assert.Equal(2, router.Snapshot().Lanes.Count);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question, new RouteOptions { Region = "eu" });
        (await lanes.Asked("gpu")).Answer("ok");
        await (await asked).DisposeAsync();
    }
}
