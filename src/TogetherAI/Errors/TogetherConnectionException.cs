namespace TogetherAI;

/// <summary>The service could not be reached, or the connection broke before the answer was complete.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherConnectionException(string message, Exception? innerException = null) : TogetherException(message, innerException);
