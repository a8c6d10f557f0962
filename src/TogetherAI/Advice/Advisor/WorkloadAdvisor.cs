namespace TogetherAI;

/// <summary>
/// Says whether serverless, batch, dedicated replicas or a mix of them suits recorded requests, with the reasons. Everything is computed from
/// what it is given, always with the same result; it asks nobody. Thread-safe.
/// </summary>
/// <remarks>
/// The number of replicas comes from a replay: the recorded arrivals, with their bursts and their lengths, are served on paper by more and
/// more replicas of the given pace (one queue, first come first served; Kiefer and Wolfowitz 1955), until the objective is met. Formulas for the mean,
/// such as Erlang's, promise too much under bursts. A month has 730 hours.
/// </remarks>
public static class WorkloadAdvisor
{
    /// <summary>Looks at every option and recommends one.</summary>
    /// <param name="profile">The requests.</param>
    /// <param name="objective">What is asked of whatever serves them.</param>
    /// <param name="prices">What the options cost.</param>
    /// <param name="throughput">How fast they are; null for not known, and then the number of replicas is not known either.</param>
    /// <returns>The advice.</returns>
    /// <exception cref="ArgumentException">
    /// The profile has fewer than two requests or all at the same moment, or a value is out of its bounds; the message names it.
    /// </exception>
    public static WorkloadAdvice Recommend(
        TrafficProfile profile, WorkloadObjective objective, WorkloadPrices prices, WorkloadThroughput? throughput = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(prices);
        throughput ??= WorkloadThroughput.Unknown;
        objective.Check();
        prices.Check();
        Check(throughput);
        if (profile.Hours <= 0)
            throw new ArgumentException("The profile needs two requests at least, at different times: from less there is no rate.", nameof(profile));

        AdviceInput input = new(profile, objective, prices, throughput);
        IReadOnlyList<ReplicaPlan> plans = ReplicaPlanner.Plan(input);
        IReadOnlyList<WorkloadOption> options = OptionList.Of(input, plans);
        IReadOnlyList<BreakEven> breakEven = BreakEvenFinder.Find(input, plans);
        Choice choice = Choice.Among(options);
        WorkloadOption? withReplicas = WithReplicas(choice.Recommended) ?? WithReplicas(choice.Otherwise) ?? options.Where(HasReplicas).MinBy(static option => option.UsdPerMonth ?? decimal.MaxValue);
        return new WorkloadAdvice
        {
            Recommended = choice.Recommended,
            IsProvisional = choice.IsProvisional,
            Otherwise = choice.Otherwise,
            Reasons = ReasonFinder.Find(input, choice, options, breakEven),
            Options = options,
            BreakEven = breakEven,
            Replicas = plans,
            Schedule = ScheduleFinder.Find(input, withReplicas),
            Unknowns = UnknownFinder.Find(input, options),
            Objective = objective,
            Profile = profile,
            Capacity = Line(input, plans, withReplicas),
        };
    }

    private static bool HasReplicas(WorkloadOption option) => option.Replicas is not null;

    private static WorkloadOption? WithReplicas(WorkloadOption? option) => option?.Replicas is null ? null : option;

    private static CapacityLine? Line(AdviceInput input, IReadOnlyList<ReplicaPlan> plans, WorkloadOption? option) =>
        option is not { Replicas: { } replicas, Hardware: { } hardware }
            ? null
            : new CapacityLine(
                hardware,
                replicas,
                replicas * plans.First(plan => plan.Hardware == hardware).RequestsPerSecond * input.TokensPerRequest,
                option.Kind == WorkloadOptionKind.Mix);

    private static void Check(WorkloadThroughput throughput)
    {
        if (throughput.ServerlessTimeToFirstToken < TimeSpan.Zero)
            throw new ArgumentException("Throughput.ServerlessTimeToFirstToken is zero or more.");
        foreach (ReplicaThroughput replica in throughput.Replicas)
            replica.Pace.Check($"Throughput of {replica.Hardware}");
        if (throughput.Replicas.Select(static replica => replica.Hardware).Distinct(StringComparer.Ordinal).Count() < throughput.Replicas.Count)
            throw new ArgumentException("Throughput.Replicas: a hardware stands in it twice.");
    }
}
