namespace TogetherAI;

/// <summary>What ended a lease.</summary>
public enum LeaseEndReason
{
    /// <summary>Its owner called <see cref="EndpointLease.StopAsync"/>.</summary>
    Stopped,

    /// <summary>Its owner disposed of it.</summary>
    Disposed,

    /// <summary>Nobody used it for the window of its <see cref="IdleStop"/>.</summary>
    Idle,

    /// <summary>What is left of <see cref="RentRequest.MaxUsd"/> is what a stop may cost.</summary>
    BudgetReached,

    /// <summary>Somebody else stopped or deleted it.</summary>
    StoppedElsewhere,

    /// <summary>The service gave its deployment up.</summary>
    Failed,
}
