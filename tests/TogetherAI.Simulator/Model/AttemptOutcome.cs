namespace TogetherAI.Simulator;

/// <summary>How an attempt ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>It has not.</summary>
    Running,

    /// <summary>The whole answer was delivered.</summary>
    Completed,

    /// <summary>429.</summary>
    Throttled,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>No connection.</summary>
    Refused,

    /// <summary>The connection broke.</summary>
    Broken,

    /// <summary>The client went away.</summary>
    Left,
}
