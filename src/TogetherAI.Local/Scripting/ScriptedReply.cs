namespace TogetherAI.Local;

/// <summary>
/// What a script answers. A string is one: <c>Reply("refund")</c>. Immutable.
/// </summary>
/// <remarks>
/// The answer is given whole, whatever <c>max_tokens</c> says, and streamed a word at a time. Usage counts words: a script has no
/// tokenizer.
/// </remarks>
public sealed record ScriptedReply
{
    /// <summary>What the assistant says. Default: nothing.</summary>
    public string Text { get; init; } = "";

    /// <summary>The functions that the assistant wants called, after the text. Default: none.</summary>
    public IReadOnlyList<ScriptedToolCall> ToolCalls { get; init; } = [];

    /// <summary>
    /// The finish reason on the wire. Default: <see langword="null"/>, which says <c>tool_calls</c> where there are tool calls, else
    /// <c>stop</c>.
    /// </summary>
    public string? FinishReason { get; init; }

    /// <summary>The pause before each word, by the server's clock. Default: none.</summary>
    /// <value>Zero or more.</value>
    public TimeSpan Pace
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>A reply that is nothing but text.</summary>
    /// <param name="text">What the assistant says.</param>
    /// <returns>The reply.</returns>
    public static implicit operator ScriptedReply(string text) => new() { Text = text };
}
