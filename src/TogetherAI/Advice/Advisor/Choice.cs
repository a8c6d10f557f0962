namespace TogetherAI;

/// <summary>What to take of several options. Immutable.</summary>
/// <param name="Recommended">The cheapest that meets the objective, or a cheaper one that may; null for none.</param>
/// <param name="IsProvisional">Whether it is only known to cost less, not to meet the objective.</param>
/// <param name="Otherwise">The cheapest that is known to meet it, where that is another.</param>
internal sealed record Choice(WorkloadOption? Recommended, bool IsProvisional, WorkloadOption? Otherwise)
{
    public static Choice Among(IReadOnlyList<WorkloadOption> options)
    {
        // Of equals the first: what needs no hardware stands before what does.
        WorkloadOption? sure = Cheapest(options, meets: true);
        WorkloadOption? perhaps = Cheapest(options, meets: null);
        return perhaps is not null && (sure is null || perhaps.UsdPerMonth < sure.UsdPerMonth)
            ? new Choice(perhaps, IsProvisional: true, sure)
            : new Choice(sure, IsProvisional: false, Otherwise: null);
    }

    private static WorkloadOption? Cheapest(IReadOnlyList<WorkloadOption> options, bool? meets) =>
        options.Where(option => option.MeetsObjective == meets && option.UsdPerMonth is not null).MinBy(static option => option.UsdPerMonth);
}
