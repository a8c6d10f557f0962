namespace TogetherAI.Local.Dedicated;

/// <summary>A model, a config and hardware: what a deployment is made from. Immutable.</summary>
internal sealed record CloudProfile(CloudModel Model, DeploymentProfileOptions Options, HardwarePool Hardware, string ConfigId)
{
    /// <summary>The project that models and configs of the service itself belong to.</summary>
    public const string Platform = "proj_platform";

    public string Config => $"projects/{Platform}/configs/{ConfigId}";

    /// <summary>The server's model that answers; null for the one of the model's own name, or the default.</summary>
    public string? EngineModel => Options.Model ?? Model.EngineModel;
}
