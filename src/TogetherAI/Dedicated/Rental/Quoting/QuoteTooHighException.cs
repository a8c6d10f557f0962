namespace TogetherAI;

/// <summary>A rental costs more than its request allows. Nothing was started.</summary>
/// <param name="message">The ceiling that is passed, and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class QuoteTooHighException(string message, Exception? innerException = null) : TogetherException(message, innerException)
{
    /// <summary>What it would have cost; null where the exception was made by hand.</summary>
    public Quote? Quote { get; init; }
}
