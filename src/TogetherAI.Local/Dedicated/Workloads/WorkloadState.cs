namespace TogetherAI.Local.Dedicated;

/// <summary>What a workload is doing, in the words of the second version.</summary>
internal enum WorkloadState
{
    Provisioning,
    Scaling,
    Ready,
    Degraded,
    Failed,
    Stopping,
    Stopped,
}
