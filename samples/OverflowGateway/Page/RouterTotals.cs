namespace OverflowGateway.Page;

internal sealed record RouterTotals(
    long Arrivals, long ExtraAttempts, int Queued, decimal? HedgeBudgetUsd, decimal SpentLastHourUsd, decimal SpentLastDayUsd);
