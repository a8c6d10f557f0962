namespace TogetherAI;

/// <summary>What becomes of the requests that are left when no further batch is made for them.</summary>
public enum BatchFallback
{
    /// <summary>They are reported as failed.</summary>
    Report,

    /// <summary>
    /// They are sent by themselves, at serverless prices, if no more than <see cref="BatchRunOptions.FallbackLimit"/> of a job are left; else
    /// they are reported.
    /// </summary>
    Serverless,
}
