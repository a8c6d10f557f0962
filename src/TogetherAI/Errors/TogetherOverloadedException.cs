namespace TogetherAI;

/// <summary>The service, or the dedicated endpoint, has no capacity for the request now (503, 529). Try later, or elsewhere.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherOverloadedException(string message, Exception? innerException = null) : TogetherServerException(message, innerException);
