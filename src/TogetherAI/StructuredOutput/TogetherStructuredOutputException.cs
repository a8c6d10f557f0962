namespace TogetherAI;

/// <summary>A model answered, and was paid for it, but not with a value of the type asked for. The answer is kept.</summary>
/// <param name="failure">Why.</param>
/// <param name="response">The answer.</param>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherStructuredOutputException(
    StructuredOutputFailure failure, ChatResponse response, string message, Exception? innerException = null)
    : TogetherException(message, innerException)
{
    /// <summary>Why the answer is no such value.</summary>
    public StructuredOutputFailure Failure { get; } = failure;

    /// <summary>The answer.</summary>
    public ChatResponse Response { get; } = response;

    /// <summary>The answer's text, as far as it went. Never null.</summary>
    public string Text => Response.Text;

    /// <summary>Why the answer ended; null where the service did not say.</summary>
    public FinishReason? FinishReason => Response.FinishReason;

    /// <summary>What it cost; null where the service did not say.</summary>
    public TokenUsage? Usage => Response.Usage;

    internal override string Summary => "structured output: " + Failure;
}
