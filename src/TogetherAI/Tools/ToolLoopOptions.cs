namespace TogetherAI;

/// <summary>How a tool loop goes about it. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record ToolLoopOptions
{
    /// <summary>The most requests to the model; each is paid for, with the whole conversation so far as its prompt.</summary>
    /// <value>At least 1. Default: 10.</value>
    public int MaxRounds { get; init; } = 10;

    /// <summary>Whether calls that the model asks for together are made together. The functions must then be thread-safe.</summary>
    /// <value>Default: false, one after the other in the model's order.</value>
    public bool ParallelCalls { get; init; }

    /// <summary>
    /// Whether a function's exception ends the loop and reaches the caller. Calls of functions that do not exist, and arguments that are no
    /// JSON object, are the model's mistakes: those are always told to the model, never thrown.
    /// </summary>
    /// <value>Default: false, the exception is told to the model as the tool's answer.</value>
    public bool ThrowOnError { get; init; }

    /// <summary>What the model is told of a function's exception. A stack trace has no business there.</summary>
    /// <value>Default: null, the exception's message, at most 1,000 characters of it.</value>
    public Func<Exception, string>? DescribeError { get; init; }

    /// <summary>Where functions that want services find them; null for none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Is told every message that joins the conversation, so that none is lost when a later request fails; null for nobody.</summary>
    public IProgress<ChatMessage>? Progress { get; init; }
}
