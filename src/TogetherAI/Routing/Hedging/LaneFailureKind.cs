namespace TogetherAI;

/// <summary>Whose fault a failure is, and so what follows from it.</summary>
internal enum LaneFailureKind
{
    /// <summary>The request's own: no lane would answer it, and it is not repeated.</summary>
    Request,

    /// <summary>Too many requests (429): the lane's rate is lowered.</summary>
    Throttled,

    /// <summary>No capacity (503, 529): the lane's health suffers, and it is left alone for as long as it asks.</summary>
    Overloaded,

    /// <summary>The lane's: broken connections, silence, 5xx, a key or an endpoint that is not there.</summary>
    Lane,
}
