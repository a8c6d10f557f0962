namespace TogetherAI.Simulator.Tests;

public sealed class ServiceModelTests
{
    [Fact]
    public void A_replica_queues_as_theory_says_of_a_single_server_with_poisson_arrivals_and_constant_service()
    {
        // M/D/1: the mean wait is load * service / (2 * (1 - load)).
        const double service = 0.1;
        const double load = 0.7;
        const int requests = 60_000;
        ServiceModel model = ServiceModel.Current with
        {
            Dedicated = ServiceModel.Current.Dedicated with
            {
                SlotsPerReplica = Exactly(1e6),
                QueuePerReplica = Exactly(1e6),
                PrefillTokensPerSecond = Exactly(10_000),
                PrefillOverheadSeconds = Exactly(0),
                PrefillNoiseSigma = Exactly(0),
            },
        };
        double at = 0;
        List<RequestPlan> plans = [];
        for (int i = 0; i < requests; i++)
        {
            at += -Math.Log(1 - new Draw(1, (ulong)i).Uniform()) * service / load;
            plans.Add(new RequestPlan(i, (long)(at * TimeSpan.TicksPerSecond), PromptTokens: 1000, OutputTokens: 2));
        }

        double waited = SimulationThread.Run(() => Serve(plans, model, replicas: 1).Average(static exchange =>
            (exchange.FirstTokenAt!.Value - exchange.StartedAt) / (double)TimeSpan.TicksPerSecond)) - service - model.Network.RoundTripSeconds;
        Assert.Equal(load * service / (2 * (1 - load)), waited, tolerance: 0.05 * waited);
    }

    [Fact]
    public void What_finishes_under_a_backlog_is_the_capacity_that_the_model_states()
    {
        Assert.SkipUnless(Trace.Current.Source.StartsWith("Azure", StringComparison.Ordinal), "The trace that the capacity was measured with is not on this machine.");
        const double seconds = 400;
        Scenario flood = new("flood", "twice the capacity", seconds) { Rate = 2 * ServiceModel.Current.Workload.CapacityPerSecond };
        RunResult run = SimulationThread.Run(() => Simulation.Run(flood, "dedicated", 1));
        double finished = run.Attempts.Count(static attempt =>
            attempt.Outcome == AttemptOutcome.Completed && attempt.EndedAt > 60 * TimeSpan.TicksPerSecond && attempt.EndedAt <= seconds * TimeSpan.TicksPerSecond) / (seconds - 60);
        double stated = ServiceModel.Current.Workload.CapacityPerSecond;
        Assert.Equal(stated, finished, tolerance: 0.05 * stated);
    }

    [Fact]
    public void The_dynamic_rate_grants_its_floor_and_grows_with_success()
    {
        ServerlessModel model = ServiceModel.Current.Serverless with { RateFloorPerSecond = Exactly(10) };
        DynamicRate rate = new(model);
        Assert.Equal(10, Granted(rate, second: 1, asked: 50));
        for (int second = 1; second <= 60; second++)
        {
            for (int i = 0; i < 20; i++)
                rate.Succeeded(second * TimeSpan.TicksPerSecond);
        }

        Assert.Equal(40, Granted(rate, second: 61, asked: 100), tolerance: 1);
    }

    [Fact]
    public void A_request_meets_the_same_luck_whatever_the_policy_does()
    {
        Scenario scenario = new("short", "a minute", 60);
        (RunResult all, RunResult some) = SimulationThread.Run(() => (Simulation.Run(scenario, "serverless", 3), Simulation.Run(scenario, "fixed-0.4", 3)));
        Dictionary<int, long?> took = all.Attempts.ToDictionary(static attempt => attempt.Request, Took);
        Attempt[] common = [.. some.Attempts.Where(static attempt => attempt is { Lane: Lane.Serverless, Index: 0 })];
        Assert.NotEmpty(common);
        Assert.All(common, attempt => Assert.Equal(took[attempt.Request], Took(attempt)));

        static long? Took(Attempt attempt) => attempt.FirstTokenAt - attempt.StartedAt;
    }

    [Fact]
    public void Every_number_says_where_it_comes_from()
    {
        using Stream json = typeof(ServiceModel).Assembly.GetManifestResourceStream("service-model.json")!;
        using System.Text.Json.JsonDocument model = System.Text.Json.JsonDocument.Parse(json);
        foreach (System.Text.Json.JsonProperty number in model.RootElement.EnumerateObject().Where(static part => part.Value.ValueKind == System.Text.Json.JsonValueKind.Object).SelectMany(static part => part.Value.EnumerateObject()))
            Assert.False(string.IsNullOrWhiteSpace(number.Value.GetProperty("source").GetString()), number.Name);
    }

    private static List<Attempt> Serve(List<RequestPlan> plans, ServiceModel model, int replicas)
    {
        World world = new(1, plans, model);
        world.Dedicated.Scale(replicas);
        foreach (RequestPlan plan in plans)
            world.Time.Plan(plan.At, static state => (((World, RequestPlan))state).Item1.Open(Lane.Dedicated, (((World, RequestPlan))state).Item2.Id).SendAsync(default), (world, plan));
        while (world.Time.Step())
        {
        }

        return world.Attempts;
    }

    private static int Granted(DynamicRate rate, int second, int asked) =>
        Enumerable.Range(0, asked).Count(_ => rate.TryTake(second * TimeSpan.TicksPerSecond));

    private static ModelNumber Exactly(double value) => new(value, "this test");
}
