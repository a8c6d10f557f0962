namespace TogetherAI.Tests.Advice;

/// <summary>Advice worked out by hand. An hour of a request a second: 3,601 requests of 1,000 and 100 tokens, at 0.002 USD each.</summary>
public class WorkloadAdvisorTests
{
    private const decimal ServerlessUsd = 3601 * 0.002m * 730;

    private static readonly TokenPrice s_price = new(1m, 10m);

    // A tenth of a second to the first token, 9.9 for the other 99: four slots serve 0.4 requests a second.
    private static readonly ReplicaPace s_pace = Traffic.Pace(slots: 4, firstMs: 100, rate: 10);

    private static WorkloadPrices Prices { get; } = new() { Serverless = s_price, Hardware = [new HardwarePrice("gpu", 3.6m)] };

    private static TrafficProfile Hour(bool? nobodyWaits = null) => Traffic.Profile(Traffic.Steady(3601, every: 1, prompt: 1000, completion: 100, nobodyWaits));

    [Fact]
    public void Serverless_costs_its_tokens_and_replicas_cost_their_hours()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500), Prices, Traffic.Throughput(s_pace, serverlessMs: 300));
        WorkloadOption serverless = advice.Options.Single(static option => option.Kind == WorkloadOptionKind.Serverless);
        Assert.Equal(ServerlessUsd, serverless.UsdPerMonth!.Value, 6);
        Assert.Equal((TimeSpan.FromMilliseconds(300), true), (serverless.TimeToFirstToken, serverless.MeetsObjective));

        WorkloadOption dedicated = advice.Options.Single(static option => option.Kind == WorkloadOptionKind.Dedicated);
        Assert.Equal((3, 3 * 3.6m * 730, 730.0), (dedicated.Replicas, dedicated.UsdPerMonth, dedicated.ReplicaHours));
        Assert.Equal((TimeSpan.FromMilliseconds(100), true), (dedicated.TimeToFirstToken, dedicated.MeetsObjective));
        Assert.Equal((serverless, false, null), (advice.Recommended, advice.IsProvisional, advice.Otherwise));
    }

    [Fact]
    public void The_break_even_is_where_both_cost_the_same()
    {
        // 3.6 USD buy 1,800 requests an hour, half a one a second; three replicas need three times that, and serve 1.2.
        BreakEven three = Assert.Single(WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500), Prices, Traffic.Throughput(s_pace)).BreakEven);
        Assert.Equal((3, 10.8m), (three.Replicas, three.UsdPerHour));
        Assert.Equal(1.5, three.RequestsPerSecond, 9);
        Assert.Equal(1.5 * 1100, three.TokensPerSecond, 6);
        Assert.Equal((false, 0.0), (three.IsWithinCapacity, three.ShareOfHours));

        BreakEven one = Assert.Single(WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500), Prices).BreakEven);
        Assert.Equal((1, 0.5, null, 1.0), (one.Replicas, one.RequestsPerSecond, one.IsWithinCapacity, one.ShareOfHours));
    }

    [Fact]
    public void A_replica_s_capacity_is_that_of_its_slower_part()
    {
        Assert.Equal(0.4, s_pace.Capacity(1000, 100), 9);
        Assert.Equal(2, Traffic.Pace(slots: 100, firstMs: 0, perPromptTokenMs: 0.5).Capacity(1000, 1), 9);
        ReplicaPlan plan = Assert.Single(WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500), Prices, Traffic.Throughput(s_pace)).Replicas);
        Assert.Equal((0.4, 40.0), (Math.Round(plan.RequestsPerSecond, 9), Math.Round(plan.TokensPerSecond, 9)));
        Assert.Equal(25m, plan.UsdPerMillionTokens!.Value, 6); // 3.6 USD for 144,000 tokens
    }

    [Fact]
    public void Replicas_that_cost_less_than_serverless_are_taken()
    {
        WorkloadPrices cheap = Prices with { Hardware = [new HardwarePrice("gpu", 1m)] };
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500), cheap, Traffic.Throughput(s_pace, serverlessMs: 300));
        Assert.Equal((WorkloadOptionKind.Dedicated, 3, 2190m), (advice.Recommended!.Kind, advice.Recommended.Replicas, advice.Recommended.UsdPerMonth));
        Assert.Contains(advice.Reasons, static reason => reason.StartsWith("It is the cheapest of those that answer within 500 ms", StringComparison.Ordinal));
    }

    [Fact]
    public void Serverless_that_is_too_late_is_not_taken_however_cheap()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(), Traffic.Within(200), Prices, Traffic.Throughput(s_pace, serverlessMs: 300));
        Assert.Equal((WorkloadOptionKind.Dedicated, false), (advice.Recommended!.Kind, advice.IsProvisional));
        Assert.Contains("Serverless is too late: 300 ms.", advice.Reasons);
    }

    [Fact]
    public void What_is_cheaper_and_perhaps_in_time_is_recommended_with_that_proviso()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500), Prices, Traffic.Throughput(s_pace));
        Assert.Equal((WorkloadOptionKind.Serverless, true, null), (advice.Recommended!.Kind, advice.IsProvisional, advice.Recommended.MeetsObjective));
        Assert.Equal(WorkloadOptionKind.Dedicated, advice.Otherwise!.Kind);
        Assert.Contains(advice.Unknowns, static unknown => unknown.StartsWith("How quick serverless is", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_throughput_the_number_of_replicas_is_not_known()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500), Prices with { Serverless = null });
        WorkloadOption dedicated = Assert.Single(advice.Options);
        Assert.Equal((null, null, null, null), (dedicated.Replicas, dedicated.UsdPerMonth, dedicated.TimeToFirstToken, dedicated.MeetsObjective));
        Assert.Null(advice.Recommended);
        Assert.Empty(advice.Replicas);
        Assert.Contains(advice.Unknowns, static unknown => unknown.StartsWith("How many replicas are needed on gpu", StringComparison.Ordinal));
        Assert.Contains("replicas not known", advice.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_price_of_the_hardware_its_cost_is_not_known_and_its_number_is()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500), new() { Serverless = s_price }, Traffic.Throughput(s_pace));
        WorkloadOption dedicated = advice.Options.Single(static option => option.Kind == WorkloadOptionKind.Dedicated);
        Assert.Equal((3, null), (dedicated.Replicas, dedicated.UsdPerMonth));
    }

    [Fact]
    public void Where_a_lone_request_is_too_late_more_replicas_are_no_help()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(), Traffic.Within(90), Prices, Traffic.Throughput(s_pace, serverlessMs: 300));
        ReplicaPlan plan = Assert.Single(advice.Replicas);
        Assert.Null(plan.Replicas);
        Assert.StartsWith("Vertically", plan.Scaling, StringComparison.Ordinal);
        Assert.Null(advice.Recommended);
        Assert.Contains(advice.Reasons, static reason => reason.StartsWith("No option gets the first token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0, 1)]
    public void What_nobody_waits_for_goes_to_a_batch_at_the_discount_that_was_given_and_no_other(double discount, double share)
    {
        WorkloadPrices prices = Prices with { BatchDiscount = (decimal)discount };
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(nobodyWaits: true), Traffic.Within(500), prices);
        WorkloadOption batch = advice.Options.Single(static option => option.Kind == WorkloadOptionKind.Batch);
        Assert.Equal(ServerlessUsd * (decimal)share, batch.UsdPerMonth!.Value, 6);
        Assert.Equal(discount > 0 ? WorkloadOptionKind.Batch : WorkloadOptionKind.Serverless, advice.Recommended!.Kind);
    }

    [Fact]
    public void Half_of_it_in_a_batch_at_half_the_price_saves_a_quarter()
    {
        TrafficProfile profile = Traffic.Profile(Enumerable.Range(0, 3601).Select(static i => Traffic.At(i, 1000, 100, nobodyWaits: i % 2 == 1)));
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(profile, Traffic.Within(500), Prices with { BatchDiscount = 0.5m }, new() { ServerlessTimeToFirstToken = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(WorkloadOptionKind.Mix, advice.Recommended!.Kind);
        Assert.Equal(ServerlessUsd - (1800 * 0.001m * 730), advice.Recommended.UsdPerMonth!.Value, 6);
        Assert.Equal(1800 / 3601.0, advice.Recommended.BatchShare, 9);
    }

    [Fact]
    public void A_batch_is_no_option_while_somebody_may_wait()
    {
        WorkloadPrices prices = Prices with { BatchDiscount = 0.5m };
        Assert.DoesNotContain(WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500), prices).Options, static option => option.BatchShare > 0);
        Assert.Contains(
            WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500) with { NobodyWaits = true }, prices).Options, static option => option.Kind == WorkloadOptionKind.Batch);
    }

    [Fact]
    public void A_target_of_tokens_a_second_asks_for_as_many_replicas()
    {
        // 40 tokens a second each: 300 take eight, whatever was recorded.
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500) with { TokensPerSecond = 300 }, Prices, Traffic.Throughput(s_pace));
        Assert.Equal(8, Assert.Single(advice.Replicas).Replicas);
    }

    [Fact]
    public void The_load_factor_multiplies_what_is_planned_for()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Hour(), Traffic.Within(500) with { LoadFactor = 2 }, Prices, Traffic.Throughput(s_pace, serverlessMs: 300));
        Assert.Equal(5, Assert.Single(advice.Replicas).Replicas); // 2 requests a second take 20 slots
        Assert.Equal(2 * ServerlessUsd, advice.Options[0].UsdPerMonth!.Value, 6);
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Nonsense_is_refused_by_name(WorkloadObjective objective, WorkloadPrices prices, WorkloadThroughput throughput, string name) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => WorkloadAdvisor.Recommend(Hour(), objective, prices, throughput)).Message, StringComparison.Ordinal);

    public static TheoryData<WorkloadObjective, WorkloadPrices, WorkloadThroughput, string> Nonsense { get; } = new()
    {
        { Traffic.Within(0), Prices, new(), "Objective.TimeToFirstToken" },
        { Traffic.Within(1) with { Percentile = 95 }, Prices, new(), "Objective.Percentile" },
        { Traffic.Within(1) with { LoadFactor = double.NaN }, Prices, new(), "Objective.LoadFactor" },
        { Traffic.Within(1) with { TokensPerSecond = 0 }, Prices, new(), "Objective.TokensPerSecond" },
        { Traffic.Within(1) with { MaxReplicas = 0 }, Prices, new(), "Objective.MaxReplicas" },
        { Traffic.Within(1), Prices with { BatchDiscount = 50 }, new(), "Prices.BatchDiscount" },
        { Traffic.Within(1), Prices with { Hardware = [new("gpu", 0)] }, new(), "Prices.Hardware" },
        { Traffic.Within(1), Prices with { Hardware = [new("gpu", 1), new("gpu", 2)] }, new(), "twice" },
        { Traffic.Within(1), Prices, Traffic.Throughput(Traffic.Pace(slots: 0)), "Throughput of gpu: slots" },
        { Traffic.Within(1), Prices, Traffic.Throughput(Traffic.Pace(rate: double.NaN)), "tokens_per_second" },
    };

    [Fact]
    public void One_moment_is_no_traffic() =>
        Assert.Contains("two requests", Assert.Throws<ArgumentException>(static () => WorkloadAdvisor.Recommend(Traffic.Profile([Traffic.At(0)]), Traffic.Within(1), Prices)).Message, StringComparison.Ordinal);
}
