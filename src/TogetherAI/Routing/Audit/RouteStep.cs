namespace TogetherAI;

/// <summary>What a router decided about a request.</summary>
public enum RouteStep
{
    /// <summary>Which lane it goes to.</summary>
    Placed,

    /// <summary>No lane took it at once: it waited here.</summary>
    Queued,

    /// <summary>A second attempt was started beside the first.</summary>
    Hedged,

    /// <summary>A second attempt was due, and was not started.</summary>
    HedgeDenied,

    /// <summary>An attempt failed.</summary>
    Failed,

    /// <summary>The first content token arrived: from here on the answer is this attempt's.</summary>
    Committed,

    /// <summary>The stream broke and the request was begun anew.</summary>
    Restarted,
}
