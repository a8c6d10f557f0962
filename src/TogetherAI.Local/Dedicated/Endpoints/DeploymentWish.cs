namespace TogetherAI.Local.Dedicated;

/// <summary>A deployment that was asked for, checked.</summary>
internal sealed record DeploymentWish(string Name, CloudProfile Profile, WorkloadScaling Scaling, Placement Placement)
{
    /// <summary>Whether LoRA adapters could be loaded; null where nothing was said.</summary>
    public bool? EnableLora { get; init; }
}
