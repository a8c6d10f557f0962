namespace TogetherAI;

/// <summary>Makes all the options there are.</summary>
internal static class OptionList
{
    public static IReadOnlyList<WorkloadOption> Of(AdviceInput input, IReadOnlyList<ReplicaPlan> plans)
    {
        List<WorkloadOption> options = [];
        if (input.ServerlessUsd is { } usd)
            AddShared(input, usd, options);
        string[] hardware = [.. input.Prices.Hardware.Select(static price => price.Hardware).Union(plans.Select(static plan => plan.Hardware), StringComparer.Ordinal)];
        options.AddRange(hardware.Select(name => Dedicated(input, name, plans.FirstOrDefault(plan => plan.Hardware == name))));
        foreach (ReplicaPlan plan in plans)
        {
            if (input.Prices.Serverless is null || input.PriceOf(plan.Hardware) is not { } price)
                continue;
            ReplicaThroughput throughput = input.Throughput.Replicas.First(replica => replica.Hardware == plan.Hardware);
            options.AddRange(new MixFinder(input, throughput, price).Find(plan.Replicas ?? input.Objective.MaxReplicas));
        }

        return options;
    }

    private static void AddShared(AdviceInput input, decimal usd, List<WorkloadOption> options)
    {
        decimal discount = input.Prices.BatchDiscount;
        options.Add(new WorkloadOption
        {
            Kind = WorkloadOptionKind.Serverless,
            ServerlessShare = 1,
            UsdPerMonth = usd,
            TimeToFirstToken = input.Throughput.ServerlessTimeToFirstToken,
            MeetsObjective = input.ServerlessMeets,
            Notes = [FormattableString.Invariant($"Its limits follow recent use: a peak of {input.Profile.PerSecond.Peak * input.Objective.LoadFactor:0.#} requests/s may meet 429 until they have grown.")],
        });
        if (input.BackgroundShare == 1)
        {
            options.Add(new WorkloadOption
            {
                Kind = WorkloadOptionKind.Batch,
                BatchShare = 1,
                UsdPerMonth = usd * (1 - discount),
                MeetsObjective = true,
                Notes = [discount > 0
                    ? FormattableString.Invariant($"Nobody waits, so answers may come within a day, for {discount:P0} less.")
                    : "Nobody waits, so answers may come within a day. No discount was given for the model: a batch costs as much as serverless, and spares its limits."],
            });
        }
        else if (input.BatchPays)
        {
            options.Add(new WorkloadOption
            {
                Kind = WorkloadOptionKind.Mix,
                ServerlessShare = 1 - input.BackgroundShare,
                BatchShare = input.BackgroundShare,
                UsdPerMonth = usd * (1 - ((decimal)input.BackgroundUsdShare * discount)),
                TimeToFirstToken = input.Throughput.ServerlessTimeToFirstToken,
                MeetsObjective = input.ServerlessMeets,
                Notes = ["What nobody waits for goes to a batch, the rest to serverless."],
            });
        }
    }

    private static WorkloadOption Dedicated(AdviceInput input, string hardware, ReplicaPlan? plan) => new()
    {
        Kind = WorkloadOptionKind.Dedicated,
        Hardware = hardware,
        Replicas = plan?.Replicas,
        ReplicaHours = plan?.Replicas is null ? null : LoadCalendar.HoursOfMonth,
        UsdPerMonth = plan?.Replicas is { } replicas && input.PriceOf(hardware) is { } price ? replicas * price * (decimal)LoadCalendar.HoursOfMonth : null,
        TimeToFirstToken = plan?.TimeToFirstToken,
        MeetsObjective = plan is null ? null : plan.Replicas is not null,
        Notes = plan switch
        {
            null => ["How many replicas are needed is not known: their throughput was neither measured nor given."],
            { Replicas: null } => [plan.Scaling],
            { TimeToFirstTokenOneFewer: { } fewer } => [$"One replica fewer: {TimeText.Format(fewer)}."],
            { Replicas: > 1 } => ["One replica fewer does not keep up with the mean load."],
            _ => [],
        },
    };
}
