namespace TogetherAI;

/// <summary>The key is missing, wrong, or not allowed to do this (401, 403). Another key is needed.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherAuthenticationException(string message, Exception? innerException = null) : TogetherException(message, innerException);
