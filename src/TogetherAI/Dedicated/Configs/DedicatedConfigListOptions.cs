namespace TogetherAI;

/// <summary>Which configs to list. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record DedicatedConfigListOptions : CursorListOptions
{
    /// <summary>The model they have to fit: <c>projects/{project}/models/{model}</c>, where the project is the model's.</summary>
    public string? ReferenceModel { get; init; }

    /// <summary>The model's id alone. The service calls it deprecated; with <see cref="ReferenceModel"/> it must name the same model.</summary>
    public string? ReferenceModelId { get; init; }
}
