namespace TogetherAI;

/// <summary>The stages of a profile change, in their order.</summary>
public enum ProfileChangeStage
{
    /// <summary>The new deployment is being made, or was found.</summary>
    Creating,

    /// <summary>It is waited for. Both deployments are billed from when its replicas run.</summary>
    Starting,

    /// <summary>Both get traffic.</summary>
    Sharing,

    /// <summary>All new requests go to the new deployment; the old one ends what it has.</summary>
    Draining,

    /// <summary>The old deployment is being stopped.</summary>
    Stopping,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>The new deployment failed; everything is put back.</summary>
    RollingBack,
}
