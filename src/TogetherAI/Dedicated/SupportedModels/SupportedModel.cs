using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A model of together.ai that a dedicated endpoint can be made of. Immutable.</summary>
public sealed record SupportedModel : TogetherResponse
{
    /// <summary>The id (<c>arch_…</c>).</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its name on Hugging Face.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Its name for people.</summary>
    public string DisplayName { get => field ?? ""; init; }

    /// <summary>What it is, in words.</summary>
    public string? Description { get; init; }

    /// <summary>Who made it.</summary>
    public string Publisher { get => field ?? ""; init; }

    /// <summary>How the service stands to it.</summary>
    public SupportedModelStatus Status { get; init; }

    /// <summary>What it is in a word for people, such as <c>chat</c>.</summary>
    public string DisplayType { get => field ?? ""; init; }

    /// <summary>What deployments can be made from. Never null.</summary>
    public IReadOnlyList<DeploymentProfile> DeploymentProfiles { get => field ?? []; init; }

    /// <summary>What goes in. Never null.</summary>
    public IReadOnlyList<ModelModality> InputModalities { get => field ?? []; init; }

    /// <summary>What comes out. Never null.</summary>
    public IReadOnlyList<ModelModality> OutputModalities { get => field ?? []; init; }

    /// <summary>Where it is offered. Never null.</summary>
    public IReadOnlyList<ModelProduct> Products { get => field ?? []; init; }

    /// <summary>What it is for. Never null.</summary>
    public IReadOnlyList<ModelCapability> Capabilities { get => field ?? []; init; }

    /// <summary>What it can do besides.</summary>
    public IReadOnlyList<ModelFeature>? Features { get; init; }

    /// <summary>The architecture of its weights.</summary>
    public string? Architecture { get; init; }

    /// <summary>The longest context, in tokens.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? ContextLength { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The form it prefers to be asked in.</summary>
    public string? InputFormat { get; init; }

    /// <summary>The form it prefers to answer in.</summary>
    public string? OutputFormat { get; init; }

    /// <summary>Its name for serverless inference, where that is offered.</summary>
    public string? ServerlessEndpoint { get; init; }

    /// <summary>The family it belongs to.</summary>
    public string? FamilyId { get; init; }

    /// <summary>The model beneath: <c>projects/{project}/models/{model}</c>; empty where the service cannot tell.</summary>
    public string BaseModel { get => field ?? ""; init; }

    /// <summary>Its id alone; empty where there is none. A model of one's own names it as what it was made from.</summary>
    public string BaseModelId { get => field ?? ""; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this entry was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
