namespace TogetherAI;

/// <summary>Whose API key it is. Immutable. The key itself is not part of it.</summary>
public sealed record AccountIdentity : TogetherResponse
{
    /// <summary>The key's id.</summary>
    public string ApiKeyId { get => field ?? ""; init; }

    /// <summary>The id of the project the key belongs to; management of dedicated endpoints asks for it.</summary>
    public string ProjectId { get => field ?? ""; init; }

    /// <summary>The project's name for people.</summary>
    public string ProjectName { get => field ?? ""; init; }

    /// <summary>The project's name in a dedicated endpoint's model name, <c>project/endpoint</c>.</summary>
    public string ProjectSlug { get => field ?? ""; init; }

    /// <summary>The id of the organization that owns the project.</summary>
    public string OrganizationId { get => field ?? ""; init; }

    /// <summary>The organization's name for people.</summary>
    public string OrganizationName { get => field ?? ""; init; }

    /// <summary>The user's id; null where the key belongs to none.</summary>
    public string? UserId { get; init; }
}
