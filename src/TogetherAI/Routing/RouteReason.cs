namespace TogetherAI;

/// <summary>Why a lane got a request, or its answer.</summary>
public enum RouteReason
{
    /// <summary>It comes first, and nothing spoke against it.</summary>
    Preferred,

    /// <summary>The call asked for it.</summary>
    Pinned,

    /// <summary>It served the session before.</summary>
    Affinity,

    /// <summary>The lane before it would have been late.</summary>
    PredictedLate,

    /// <summary>The lane before it is out of service after failures.</summary>
    LaneEjected,

    /// <summary>The lane before it has as many requests as it may have.</summary>
    LaneFull,

    /// <summary>The share of traffic that moves to the lane before it has not reached this request yet.</summary>
    Ramp,

    /// <summary>An attempt on another lane had failed.</summary>
    FailedOver,

    /// <summary>The first token on another lane was late, and this lane's came first.</summary>
    HedgeWon,
}
