using TogetherAI;

namespace OverflowGateway.Page;

/// <summary>A lane as the page shows it, in seconds and USD.</summary>
internal sealed record LaneRow
{
    public required string Name { get; init; }

    public required bool IsDedicated { get; init; }

    public required LaneState State { get; init; }

    public required int InFlight { get; init; }

    public required int Waiting { get; init; }

    public required double OldestWaiting { get; init; }

    public required double P50 { get; init; }

    public required double P95 { get; init; }

    public required double P99 { get; init; }

    public required double? PacedTo { get; init; }

    public required long Requests { get; init; }

    public required long Failures { get; init; }

    public required long Throttled { get; init; }

    public required long Spills { get; init; }

    public required long HedgesFired { get; init; }

    public required long HedgesWon { get; init; }

    public required decimal CostUsd { get; init; }

    public static LaneRow Of(LaneSnapshot lane) => new()
    {
        Name = lane.Name,
        IsDedicated = lane.IsDedicated,
        State = lane.State,
        InFlight = lane.InFlight,
        Waiting = lane.PendingFirstToken,
        OldestWaiting = lane.OldestPending.TotalSeconds,
        P50 = lane.TimeToFirstTokenP50.TotalSeconds,
        P95 = lane.TimeToFirstTokenP95.TotalSeconds,
        P99 = lane.TimeToFirstTokenP99.TotalSeconds,
        PacedTo = lane.PacedToPerSecond,
        Requests = lane.Requests,
        Failures = lane.Failures,
        Throttled = lane.Throttled,
        Spills = lane.Spills,
        HedgesFired = lane.HedgesFired,
        HedgesWon = lane.HedgesWon,
        CostUsd = lane.CostUsd,
    };
}
