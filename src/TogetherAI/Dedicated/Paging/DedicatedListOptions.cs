namespace TogetherAI;

/// <summary>Which endpoints or deployments to list, and in what order. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record DedicatedListOptions : CursorListOptions
{
    /// <summary>The order: <c>created_at</c> or <c>updated_at</c>, perhaps with <c>asc</c> or <c>desc</c> after it.</summary>
    /// <value>Null by default: the service's own order.</value>
    public string? OrderBy { get; init; }

    /// <summary>
    /// What an entry has to be, such as <c>name:"chat" AND created_at > "2026-01-01T00:00:00Z"</c>. It knows <c>name</c>, <c>created_at</c>
    /// and <c>updated_at</c>, of deployments also <c>state</c> and <c>model</c>; comparisons, <c>:</c> for a part of a name, and
    /// <c>AND</c>, <c>OR</c>, <c>NOT</c>.
    /// </summary>
    /// <value>Null by default: all of them.</value>
    public string? Filter { get; init; }
}
