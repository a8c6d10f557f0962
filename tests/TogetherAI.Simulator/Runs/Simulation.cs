using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>
/// One run: a scenario, a policy, a seed. The clients are real, and so is whatever the policy consists of; only the network and the clock are not.
/// Must run on a <see cref="SimulationThread"/>.
/// </summary>
internal sealed class Simulation
{
    private readonly Scenario _scenario;
    private readonly int _seed;
    private readonly World _world;
    private readonly IReadOnlyList<RequestPlan> _plans;
    private readonly IPolicy[] _policies;
    private readonly Outcome[] _outcomes;
    private Action<string>? _explain;
    private Exception? _fault;
    private int _arrived;
    private int _ended;

    private Simulation(Scenario scenario, string policy, int seed)
    {
        _scenario = scenario;
        _seed = seed;
        _plans = Arrivals.Create(scenario, (ulong)seed);
        _outcomes = new Outcome[_plans.Count];
        _world = new World((ulong)seed, _plans);
        _world.Dedicated.Scale((int)ServiceModel.Current.Dedicated.Replicas);
        scenario.Begin?.Invoke(_world);
        Client = CreateClient(_world);
        _policies = [.. Enumerable.Range(0, scenario.Routers).Select(
            i => PolicyCatalog.Create(policy, Client, _world.Time, 1.0 / scenario.Routers, unchecked((seed * 1000) + i)))];
    }

    private TogetherClient Client { get; }

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidOperationException">The run was not what it should be: something left the thread, or an attempt was never ended.</exception>
    /// <param name="scenario">What happens.</param>
    /// <param name="policy">Who answers it.</param>
    /// <param name="seed">Seeds the requests, the services and the policy.</param>
    /// <param name="explain">Told every ten seconds what the policy says of itself, and of each request that failed; null for nobody.</param>
    public static RunResult Run(Scenario scenario, string policy, int seed, Action<string>? explain = null)
    {
        Simulation simulation = new(scenario, policy, seed) { _explain = explain };
        using TogetherClient client = simulation.Client;
        simulation.Go();
        return new RunResult(
            scenario, policy, seed, simulation._plans, simulation._outcomes, simulation._world.Attempts, simulation._world.Time.Happened);
    }

    /// <summary>A client as an application has it, with retries off: another attempt is the policy's to decide.</summary>
    public static TogetherClient CreateClient(World world) => new(
        new TogetherClientOptions
        {
            ApiKey = "simulated",
            BaseAddress = new Uri("https://simulated.test"),
            TimeProvider = world.Time,
            Retry = { MaxRetries = 0, Seed = 1 },
        },
        new SimulatedHandler(world));

    private void Go()
    {
        foreach (Scenario.Happening happening in _scenario.Happenings)
            _world.Time.Plan(Ticks(happening.At), static state => ((Happens)state).Now(), new Happens(_world, happening));
        PlanArrival();
        if (_explain is not null)
            PlanExplanation();
        while (_ended < _plans.Count && _fault is null)
        {
            if (!_world.Time.Step())
                throw new InvalidOperationException($"{_plans.Count - _ended} requests wait for nothing at all, in {_scenario.Name}.");
        }

        foreach (IPolicy policy in _policies)
            policy.Dispose();

        // What was given up a moment ago may still have an event to come, but all of it ends.
        long end = _world.Time.Now + TimeSpan.FromMinutes(10).Ticks;
        while (_fault is null && _world.Live > 0 && _world.Time.Now < end && _world.Time.Step())
        {
        }

        if (_fault is not null)
            throw new InvalidOperationException($"The simulation of {_scenario.Name} failed.", _fault);
        if (_world.Live > 0)
            throw new InvalidOperationException($"{_world.Live} attempts were never ended, in {_scenario.Name}.");
    }

    private void PlanArrival()
    {
        if (_arrived < _plans.Count)
            _world.Time.Plan(_plans[_arrived].At, static simulation => ((Simulation)simulation).Arrive(), this);
    }

    private void PlanExplanation() => _world.Time.Plan(
        _world.Time.Now + Ticks(TimeLine.Step),
        static simulation => ((Simulation)simulation).Explain(),
        this);

    private void Explain()
    {
        PlanExplanation();
        if (_policies[0].Explain() is { } words)
            _explain!($"{_world.Time.Now / TimeSpan.TicksPerSecond,5} s  {words}");
    }

    private void ExplainFailure(RequestPlan plan, TogetherException exception)
    {
        if (_explain is null)
            return;
        string trail = string.Join("; ", exception.Route?.Decisions.Select(static decision => decision.ToString()) ?? []);
        _explain(string.Create(
            CultureInfo.InvariantCulture, $"{plan.At / (double)TimeSpan.TicksPerSecond,9:F3} s  request {plan.Id} failed: {exception.Message} {trail}"));
    }

    private void Arrive()
    {
        RequestPlan plan = _plans[_arrived++];
        PlanArrival();
        _ = ServeAsync(plan);
    }

    private async Task ServeAsync(RequestPlan plan)
    {
        Outcome outcome = _outcomes[plan.Id] = new Outcome();
        try
        {
            IPolicy policy = _policies[plan.Id % _policies.Length];
            IAnswer answer = await policy.StartAsync(Prompts.Create(plan, (ulong)_seed, LaneModels.Dedicated), CancellationToken.None).ConfigureAwait(false);
            try
            {
                outcome.FirstToken = _world.Time.Now - plan.At;
                outcome.Lane = answer.Lane;
                if (_scenario.DawdleSeconds > 0)
                    await Task.Delay(TimeSpan.FromSeconds(_scenario.DawdleSeconds), _world.Time).ConfigureAwait(false);
                await answer.ReadToEndAsync().ConfigureAwait(false);
                outcome.Whole = _world.Time.Now - plan.At;
            }
            finally
            {
                await answer.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (TogetherException exception)
        {
            outcome.Failure = exception.GetType().Name;
            ExplainFailure(plan, exception);
        }
        catch (Exception exception)
        {
            _fault = exception;
        }

        _world.Time.Guard();
        _ended++;
    }

    private static long Ticks(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);

    private sealed record Happens(World World, Scenario.Happening Happening)
    {
        public void Now() => Happening.Do(World);
    }
}
