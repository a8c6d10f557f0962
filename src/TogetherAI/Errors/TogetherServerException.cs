namespace TogetherAI;

/// <summary>The service failed (5xx). The same request may succeed later.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public class TogetherServerException(string message, Exception? innerException = null) : TogetherException(message, innerException);
