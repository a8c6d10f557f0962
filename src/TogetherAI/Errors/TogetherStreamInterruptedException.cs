namespace TogetherAI;

/// <summary>
/// A stream ended before the answer did: the connection broke, the service sent an error in the middle, or it closed the stream
/// without a finish reason. What had arrived is kept.
/// </summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherStreamInterruptedException(string message, Exception? innerException = null)
    : TogetherException(message, innerException)
{
    /// <summary>The answer's text as far as it had arrived, of the first choice; empty where nothing had. Never null.</summary>
    public string PartialText { get; init; } = "";

    internal override string Summary => "stream interrupted";
}
