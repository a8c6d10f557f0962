namespace TogetherAI;

/// <summary>A model of one's own: weights that were uploaded or trained, revision by revision. Immutable.</summary>
public sealed record DedicatedModel : TogetherResponse
{
    /// <summary>The model's id (<c>ml_…</c>).</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its name, <c>project/model</c>.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>The project it belongs to.</summary>
    public string ProjectId { get => field ?? ""; init; }

    /// <summary>The organization of that project.</summary>
    public string OrganizationId { get => field ?? ""; init; }

    /// <summary>What it is for, in words.</summary>
    public string? Description { get; init; }

    /// <summary>What is known of its weights. Never null.</summary>
    public ModelWeights Weights { get => field ?? new(); init; }

    /// <summary>The model it was made from: <c>projects/{project}/models/{model}</c>; empty where there is none.</summary>
    public string? BaseModel { get; init; }

    /// <summary>The id of the model it was made from.</summary>
    public string? BaseModelId { get; init; }

    /// <summary>Who can see it.</summary>
    public DedicatedVisibility Visibility { get; init; }
}
