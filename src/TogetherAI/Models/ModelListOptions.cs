namespace TogetherAI;

/// <summary>Which models to list. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record ModelListOptions
{
    /// <summary>Whether only models are listed that dedicated endpoints can be made of.</summary>
    /// <value>Null by default: not sent, and the service lists all models.</value>
    public bool? Dedicated { get; init; }
}
