namespace TogetherAI;

/// <summary>The service will not accept this request however often it is sent (400, 403 for a context that is too long, 405, 413, 415, 422). Change it; <see cref="TogetherException.Parameter"/> may say where.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherInvalidRequestException(string message, Exception? innerException = null) : TogetherException(message, innerException);
