namespace TogetherAI;

/// <summary>How far a teardown goes.</summary>
public enum TeardownDepth
{
    /// <summary>Until nothing runs. Deployments, split and endpoint stay, cost nothing, and can be started again.</summary>
    Stop,

    /// <summary>Until no deployment is left. The endpoint stays, and with it its name.</summary>
    DeleteDeployments,

    /// <summary>Until the endpoint is gone.</summary>
    DeleteEndpoint,
}
