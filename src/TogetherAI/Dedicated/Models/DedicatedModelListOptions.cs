namespace TogetherAI;

/// <summary>Which models to list. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record DedicatedModelListOptions : CursorListOptions
{
    /// <summary>Those seen by the project alone, or by the organization; null for both.</summary>
    public DedicatedVisibility? Visibility { get; init; }

    /// <summary>The organization whose models are listed too.</summary>
    /// <value>Null by default: the project's.</value>
    public string? OrganizationId { get; init; }
}
