namespace TogetherAI;

/// <summary>A lease was asked to stop and was not seen stopped in time. It may still be billed: ask again, or look at it.</summary>
/// <param name="message">What was seen, and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class LeaseNotStoppedException(string message, Exception? innerException = null) : TogetherException(message, innerException)
{
    /// <summary>What was seen; null where the exception was made by hand.</summary>
    public LeaseEnd? End { get; init; }

    internal override string Summary => "not stopped";
}
