using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Advice;

/// <summary>What holds for whatever traffic.</summary>
public class AdvicePropertyTests
{
    private static readonly Gen<Case> s_cases =
        from seed in Gen.Choose(0, 100_000)
        from count in Gen.Choose(50, 400)
        from perSecond in Gen.Choose(1, 20)
        from slots in Gen.Choose(1, 16)
        from objective in Gen.Choose(200, 2000)
        from cents in Gen.Choose(10, 2000)
        from outputPrice in Gen.Choose(1, 300)
        from serverless in Gen.Choose(100, 2500)
        select new Case(
            Traffic.Profile(Traffic.Random(seed, count, perSecond)),
            Traffic.Within(objective),
            new() { Serverless = new TokenPrice(outputPrice / 4m, outputPrice), Hardware = [new HardwarePrice("gpu", cents / 100m)] },
            Traffic.Throughput(Traffic.Pace(slots, firstMs: 20, perPromptTokenMs: 0.05, rate: 40), serverless));

    [Fact]
    public void More_load_never_needs_fewer_replicas() => Hold(static c =>
    {
        int before = 0;
        foreach (double factor in (double[])[0.5, 1, 1.5, 2, 4])
        {
            int now = WorkloadAdvisor.Recommend(c.Profile, c.Objective with { LoadFactor = factor }, c.Prices, c.Throughput).Replicas[0].Replicas ?? int.MaxValue;
            if (now < before)
                return false;
            before = now;
        }

        return true;
    });

    [Fact]
    public void One_replica_fewer_is_too_late_or_does_not_keep_up() => Hold(static c =>
    {
        ReplicaPlan plan = WorkloadAdvisor.Recommend(c.Profile, c.Objective, c.Prices, c.Throughput).Replicas[0];
        if (plan.Replicas is not { } replicas)
            return true;
        double load = c.Profile.Requests / (c.Profile.Hours * 3600);
        return plan.TimeToFirstToken <= c.Objective.TimeToFirstToken
            && (replicas == 1 || plan.TimeToFirstTokenOneFewer > c.Objective.TimeToFirstToken || (replicas - 1) * plan.RequestsPerSecond < load);
    });

    [Fact]
    public void What_is_recommended_is_in_time_and_never_dearer_than_another_that_is() => Hold(static c =>
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(c.Profile, c.Objective, c.Prices, c.Throughput);
        decimal? least = advice.Options.Where(static option => option.MeetsObjective == true).Min(static option => option.UsdPerMonth);
        return advice.Recommended is null ? least is null : advice.Recommended.MeetsObjective == true && advice.Recommended.UsdPerMonth == least;
    });

    [Fact]
    public void A_mix_costs_its_replicas_and_no_more_than_serverless_on_top() => Hold(static c =>
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(c.Profile, c.Objective, c.Prices, c.Throughput);
        decimal serverless = advice.Options[0].UsdPerMonth!.Value;
        return advice.Options.Where(static option => option.Kind == WorkloadOptionKind.Mix).All(mix =>
        {
            decimal replicas = mix.Replicas!.Value * c.Prices.Hardware[0].UsdPerHour * 730;
            return mix.UsdPerMonth >= replicas && mix.UsdPerMonth <= replicas + serverless && mix.ServerlessShare is > 0 and <= 1;
        });
    });

    [Fact]
    public void A_stricter_objective_never_needs_fewer_replicas() => Hold(static c =>
    {
        int? strict = WorkloadAdvisor.Recommend(c.Profile, c.Objective, c.Prices, c.Throughput).Replicas[0].Replicas;
        int? lax = WorkloadAdvisor.Recommend(c.Profile, c.Objective with { TimeToFirstToken = c.Objective.TimeToFirstToken * 2 }, c.Prices, c.Throughput).Replicas[0].Replicas;
        return strict is null || lax <= strict;
    });

    [Fact]
    public void The_same_input_gives_the_same_report() => Hold(static c =>
        WorkloadAdvisor.Recommend(c.Profile, c.Objective, c.Prices, c.Throughput).ToJson() == WorkloadAdvisor.Recommend(c.Profile, c.Objective, c.Prices, c.Throughput).ToJson());

    private static void Hold(Func<Case, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20_261_128, 5), Prop.ForAll(Arb.From(s_cases), property));

    private sealed record Case(TrafficProfile Profile, WorkloadObjective Objective, WorkloadPrices Prices, WorkloadThroughput Throughput);
}
