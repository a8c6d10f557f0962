namespace TogetherAI;

/// <summary>A model, a config and hardware that were tried together: what a deployment is made from. Immutable.</summary>
public sealed record DeploymentProfile : WireModel
{
    /// <summary>The profile's id, usually its config's.</summary>
    public string ProfileId { get => field ?? ""; init; }

    /// <summary>The model for <see cref="CreateDedicatedDeploymentRequest.Model"/>; null where the profile pins none.</summary>
    public string? Model { get; init; }

    /// <summary>The config for <see cref="CreateDedicatedDeploymentRequest.Config"/>; null where the profile pins none.</summary>
    public string? Config { get; init; }

    /// <summary>The model's name, <c>project/model</c>; empty where there is no public one.</summary>
    public string ModelName { get => field ?? ""; init; }

    /// <summary>The instance type of the hardware.</summary>
    public string GpuType { get => field ?? ""; init; }

    /// <summary>How many GPUs a replica needs.</summary>
    public int GpuCount { get; init; }

    /// <summary>How the weights are rounded.</summary>
    public string Quantization { get => field ?? ""; init; }

    /// <summary>How a replica is spread over its GPUs, such as <c>TP8</c>.</summary>
    public string Parallelism { get => field ?? ""; init; }

    /// <summary>Over how many GPUs. The service calls it deprecated; see <see cref="Parallelism"/>.</summary>
    public int? TensorParallelSize { get; init; }

    /// <summary>How fast it was.</summary>
    public ProfileBenchmarks? PerformanceBenchmarks { get; init; }

    /// <summary>The config's id alone.</summary>
    public string CertifiedConfigRevisionId { get => field ?? ""; init; }

    /// <summary>The id of the model's revision alone.</summary>
    public string CertifiedModelRevisionId { get => field ?? ""; init; }
}
