namespace TogetherAI;

/// <summary>The account has no credit left or has reached its spending limit (402). Somebody must pay.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherBillingException(string message, Exception? innerException = null) : TogetherException(message, innerException);
