namespace TogetherAI;

/// <summary>
/// A model still asked for tools after <see cref="ToolLoopOptions.MaxRounds"/> requests. Its last calls were not made. Send
/// <see cref="Transcript"/> on with a higher limit, or look in it for what the model could not find out.
/// </summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="response">The last answer.</param>
public sealed class TogetherToolLoopException(string message, ChatResponse response) : TogetherException(message)
{
    /// <summary>The last answer, with the calls that were not made.</summary>
    public ChatResponse Response { get; } = response;

    /// <summary>The conversation, up to and without the last answer: it can be sent as it is. Never null.</summary>
    public IReadOnlyList<ChatMessage> Transcript { get; init; } = [];

    /// <summary>What all rounds cost together; null where the service did not say.</summary>
    public TokenUsage? Usage => Response.Usage;
}
