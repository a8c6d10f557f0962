namespace TogetherAI;

/// <summary>The resource has changed or is busy (409). Read it again, then decide.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherConflictException(string message, Exception? innerException = null) : TogetherException(message, innerException);
