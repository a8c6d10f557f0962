namespace TogetherAI;

/// <summary>The service answered with something that is not what its API promises: not JSON, not an event stream, or a redirect.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherResponseException(string message, Exception? innerException = null) : TogetherException(message, innerException);
