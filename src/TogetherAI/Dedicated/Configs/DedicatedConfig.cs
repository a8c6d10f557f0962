using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How a model is run: engine and hardware. It never changes. Immutable.</summary>
public sealed record DedicatedConfig : TogetherResponse
{
    /// <summary>The config's id (<c>cr_…</c>).</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>The project it belongs to, often one of together.ai's own.</summary>
    public string ProjectId { get => field ?? ""; init; }

    /// <summary>The model it is for: <c>projects/{project}/models/{model}</c>.</summary>
    public string ReferenceModel { get => field ?? ""; init; }

    /// <summary>The model's id alone. The service calls it deprecated; see <see cref="ReferenceModel"/>.</summary>
    public string ReferenceModelId { get => field ?? ""; init; }

    /// <summary>The small model that guesses ahead; empty where none does.</summary>
    public string? DraftModel { get; init; }

    /// <summary>What it asks of hardware and engine. Never null.</summary>
    public IReadOnlyList<ConfigSelector> Selectors { get => field ?? []; init; }

    /// <summary>What it was tried with. Never null.</summary>
    public IReadOnlyList<ConfigCertification> Certifications { get => field ?? []; init; }

    /// <summary>What a deployment wants as its config: <c>projects/{project}/configs/{config}</c>.</summary>
    [JsonIgnore, JsonPropertyName("(resource_name)")]
    public string ResourceName => $"projects/{ProjectId}/configs/{Id}";
}
