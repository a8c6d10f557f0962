namespace TogetherAI;

/// <summary>
/// A text for a model to go on with, as it stands: no roles and no chat template. For base models, for code, and for whoever writes the
/// template by hand. Immutable: <c>with</c> makes a changed copy.
/// </summary>
public sealed record CompletionRequest : GenerationRequest
{
    /// <summary>The text that the model continues.</summary>
    public required string Prompt { get; init; }
}
