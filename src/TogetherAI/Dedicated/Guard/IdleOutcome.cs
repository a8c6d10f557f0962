namespace TogetherAI;

/// <summary>What came of the idle guard's decision.</summary>
public enum IdleOutcome
{
    /// <summary>Nothing was to be done.</summary>
    None,

    /// <summary>The service has taken the order to stop. The replicas go within minutes, and may be billed until then.</summary>
    StopAccepted,

    /// <summary>It would have been stopped, were this not a dry run.</summary>
    DryRun,

    /// <summary>The order to stop failed; it is given again at the next look.</summary>
    StopFailed,
}
