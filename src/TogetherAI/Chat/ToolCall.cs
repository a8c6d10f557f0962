namespace TogetherAI;

/// <summary>A call the model asks for; in a stream, a piece of one. Immutable.</summary>
public sealed record ToolCall : WireModel
{
    /// <summary>Which of several calls this is, or belongs to; null where the model did not say.</summary>
    public int? Index { get; init; }

    /// <summary>Names the call in the message that answers it; in a stream only the first piece has one.</summary>
    public string? Id { get; init; }

    /// <summary>The kind; the service knows <c>function</c>.</summary>
    public string? Type { get; init; }

    /// <summary>What to call.</summary>
    public FunctionCall? Function { get; init; }
}
