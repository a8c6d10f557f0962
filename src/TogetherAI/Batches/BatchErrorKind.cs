namespace TogetherAI;

/// <summary>What kept a request of a batch from having an answer.</summary>
public enum BatchErrorKind
{
    /// <summary>The service tried it and failed, or turned it away.</summary>
    Failed,

    /// <summary>The line with its result is not what the service promises; <see cref="BatchResult.Line"/> is what there is.</summary>
    Unreadable,
}
