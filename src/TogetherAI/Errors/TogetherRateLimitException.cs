namespace TogetherAI;

/// <summary>More was asked for than the account's current rate (429). <see cref="TogetherException.RetryAfter"/> says when there is room again, where the service said so.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class TogetherRateLimitException(string message, Exception? innerException = null) : TogetherException(message, innerException);
