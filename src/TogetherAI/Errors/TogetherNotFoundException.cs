namespace TogetherAI;

/// <summary>The model, endpoint, file or route does not exist (404). Check the name.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherNotFoundException(string message, Exception? innerException = null) : TogetherException(message, innerException);
