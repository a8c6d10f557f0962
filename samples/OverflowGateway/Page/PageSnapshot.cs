using TogetherAI;

namespace OverflowGateway.Page;

/// <summary>What the page shows, in seconds and USD.</summary>
internal sealed record PageSnapshot
{
    public required double ObjectiveSeconds { get; init; }

    public required double? P50 { get; init; }

    public required double? P95 { get; init; }

    public required double? P99 { get; init; }

    public required RouterTotals Router { get; init; }

    public required IReadOnlyList<LaneRow> Lanes { get; init; }

    public static PageSnapshot Of(RouterSnapshot router, GatewaySettings settings, FirstTokens firstTokens)
    {
        double?[] times = firstTokens.Percentiles(0.5, 0.95, 0.99);
        return new PageSnapshot
        {
            ObjectiveSeconds = settings.Objective.TotalSeconds,
            P50 = times[0],
            P95 = times[1],
            P99 = times[2],
            Router = new RouterTotals(
                router.Arrivals, router.ExtraAttempts, router.Queued, router.HedgeBudgetUsd, router.SpentLastHourUsd, router.SpentLastDayUsd),
            Lanes = [.. router.Lanes.Select(LaneRow.Of)],
        };
    }
}
