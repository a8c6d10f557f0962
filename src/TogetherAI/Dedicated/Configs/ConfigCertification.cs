namespace TogetherAI;

/// <summary>How a trial of a config with a model ended. Immutable.</summary>
public sealed record ConfigCertification : WireModel
{
    /// <summary>What it was tried for.</summary>
    public CertificationTarget Target { get; init; }

    /// <summary>How it ended.</summary>
    public CertificationType CertificationType { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset CertifiedAt { get; init; }

    /// <summary>Who tried it.</summary>
    public string CertifiedBy { get => field ?? ""; init; }

    /// <summary>What there is to know about it.</summary>
    public string? Notes { get; init; }

    /// <summary>The model: <c>projects/{project}/models/{model}</c>.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>Its revision.</summary>
    public string ModelRevisionId { get => field ?? ""; init; }

    /// <summary>The small model that guesses ahead, where one does.</summary>
    public string? DraftModel { get; init; }

    /// <summary>Its revision.</summary>
    public string? DraftModelRevisionId { get; init; }
}
