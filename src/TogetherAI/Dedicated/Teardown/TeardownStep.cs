namespace TogetherAI;

/// <summary>The steps of a teardown, in their order.</summary>
public enum TeardownStep
{
    /// <summary>A deployment was asked to have no replicas.</summary>
    StopAsked,

    /// <summary>A deployment's state was read.</summary>
    StateSeen,

    /// <summary>A stopped deployment was taken out of the traffic split.</summary>
    OutOfSplit,

    /// <summary>A deployment is deleted, or was already.</summary>
    DeploymentDeleted,

    /// <summary>The endpoint is deleted, or was already.</summary>
    EndpointDeleted,

    /// <summary>A step failed; it is tried again at the next look.</summary>
    StepFailed,
}
