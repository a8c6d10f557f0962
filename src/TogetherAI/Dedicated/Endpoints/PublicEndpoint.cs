namespace TogetherAI;

/// <summary>What everyone may know of an endpoint that is public. Immutable.</summary>
public sealed record PublicEndpoint : WireModel
{
    /// <summary>The endpoint's id (<c>ep_…</c>).</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its name, <c>project/endpoint</c>: the model of an inference request.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>The project it belongs to.</summary>
    public string ProjectId { get => field ?? ""; init; }

    /// <summary>Always <see cref="DedicatedVisibility.Public"/>.</summary>
    public DedicatedVisibility Visibility { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
