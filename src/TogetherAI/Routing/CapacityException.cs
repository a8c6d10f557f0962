namespace TogetherAI;

/// <summary>
/// No lane of the router takes the request in time, and nothing was sent: all are out of service, full, or over their limits on rate or
/// spending. <see cref="TogetherException.RetryAfter"/> says when a lane may have room; <see cref="TogetherException.Route"/> says why each did not.
/// </summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class CapacityException(string message, Exception? innerException = null) : TogetherException(message, innerException);
