namespace TogetherAI.Simulator.Tests;

public sealed class SimulationTests
{
    public static TheoryData<string> Policies => [.. PolicyCatalog.All];

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_same_seed_goes_the_same_way_beside_other_runs(string policy)
    {
        Scenario scenario = new("short", "two minutes with a burst", 120) { Phases = [new(40, 60, 4)] };
        string[] digests = SimulationThread.RunAll<string>(
            [() => Simulation.Run(scenario, policy, 1).Digest(), () => Simulation.Run(scenario, policy, 1).Digest(), () => Simulation.Run(scenario, policy, 2).Digest()], threads: 2);
        Assert.Equal(digests[0], digests[1]);
        Assert.NotEqual(digests[0], digests[2]);
    }

    [Fact]
    public void A_lost_replica_breaks_what_it_has_and_the_other_lane_mends_what_nobody_has_seen()
    {
        Scenario scenario = new("loss", "all replicas lost", 60) { Happenings = [new(30, static world => world.Dedicated.Replicas.ForEach(static replica => replica.Lose()))] };
        RunResult run = SimulationThread.Run(() => Simulation.Run(scenario, PolicyCatalog.FallBack, 1));
        Assert.Contains(run.Attempts, static attempt => attempt.Outcome == AttemptOutcome.Broken);
        Outcome[] after = [.. run.Plans.Where(static plan => plan.At > 31 * TimeSpan.TicksPerSecond).Select(plan => run.Outcomes[plan.Id])];
        Assert.DoesNotContain(after, static outcome => outcome.Lane == Lane.Dedicated);
        Assert.InRange(after.Count(static outcome => outcome.Lane == Lane.Serverless) / (double)after.Length, 0.98, 1); // now and then a 503
    }

    [Fact]
    public void A_silent_answer_is_given_up_by_a_limit_of_the_client()
    {
        Scenario scenario = new("silence", "nothing but silence", 20) { Begin = static world => world.Dedicated.SilentShare = 1 };
        RunResult run = SimulationThread.Run(() => Simulation.Run(scenario, "dedicated", 1));
        Assert.All(run.Outcomes, static outcome => Assert.Equal(nameof(TogetherTimeoutException), outcome.Failure));
        Assert.All(run.Attempts, static attempt => Assert.Equal(TimeSpan.FromMinutes(2).Ticks, attempt.EndedAt - attempt.StartedAt));
    }

    [Fact]
    public void A_cut_answer_fails_with_its_first_token_delivered()
    {
        Scenario scenario = new("cuts", "every answer breaks", 20) { Begin = static world => world.Dedicated.CutShare = 1 };
        RunResult run = SimulationThread.Run(() => Simulation.Run(scenario, "dedicated", 1));
        Assert.All(run.Outcomes, static outcome => Assert.Equal(nameof(TogetherStreamInterruptedException), outcome.Failure));
        Assert.All(run.Outcomes, static outcome => Assert.NotNull(outcome.FirstToken));
    }

    [Fact]
    public void Extra_attempts_are_counted_over_the_worst_minute()
    {
        RequestPlan[] plans = [.. Enumerable.Range(0, 600).Select(static i => new RequestPlan(i, i * TimeSpan.TicksPerSecond, 1, 2))];
        Attempt[] attempts = [.. Enumerable.Range(0, 6).Select(static i => new Attempt
        {
            Request = 300 + i,
            Lane = Lane.Serverless,
            Index = 1,
            IsHedge = true,
            StartedAt = (300 + (10 * i)) * TimeSpan.TicksPerSecond,
        })];
        (double percent, double ofAllowed) = ExtraAttempts.Worst(new RunResult(new Scenario("", "", 600), "", 1, plans, [], attempts, 0));
        Assert.Equal(10, percent, tolerance: 1e-9);
        Assert.Equal(2, ofAllowed, tolerance: 1e-9);
    }
}
