namespace TogetherAI;

/// <summary>Which events to list; all conditions have to hold. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record DedicatedEventListOptions : CursorListOptions
{
    /// <summary>Events of these types; null for all.</summary>
    public IReadOnlyList<DedicatedEventType>? Types { get; init; }

    /// <summary>Events at least this serious; null for all.</summary>
    public DedicatedEventLevel? MinLevel { get; init; }

    /// <summary>Events at or after this time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Events before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Events of these deployments; the endpoint's own only if <see cref="SourceKinds"/> names it too.</summary>
    public IReadOnlyList<string>? DeploymentIds { get; init; }

    /// <summary>Events about these kinds of resources; null for all.</summary>
    public IReadOnlyList<DedicatedEventSource>? SourceKinds { get; init; }

    /// <summary>Events about this one thing, such as a rollout.</summary>
    public string? SubjectId { get; init; }

    internal void AddTo(QueryString query) => query
        .AddEach("types", Types?.Select(static type => type.Value))
        .Add("minLevel", MinLevel?.Value)
        .Add("since", Since)
        .Add("until", Until)
        .AddEach("deploymentIds", DeploymentIds)
        .AddEach("sourceKinds", SourceKinds?.Select(static kind => kind.Value))
        .Add("subjectId", SubjectId);
}
