namespace TogetherAI.Local.Dedicated;

/// <summary>States by their names on the wire.</summary>
internal static class WireNames
{
    public static string Of(WorkloadState state) => state switch
    {
        WorkloadState.Provisioning => "DEPLOYMENT_STATE_PROVISIONING",
        WorkloadState.Scaling => "DEPLOYMENT_STATE_SCALING",
        WorkloadState.Ready => "DEPLOYMENT_STATE_READY",
        WorkloadState.Degraded => "DEPLOYMENT_STATE_DEGRADED",
        WorkloadState.Failed => "DEPLOYMENT_STATE_FAILED",
        WorkloadState.Stopping => "DEPLOYMENT_STATE_STOPPING",
        _ => "DEPLOYMENT_STATE_STOPPED",
    };
}
