namespace TogetherAI;

/// <summary>
/// The caller cancelled a rental after it had begun to make something, which was torn down again. It is an
/// <see cref="OperationCanceledException"/> like any other that says what is left besides.
/// </summary>
/// <param name="message">What was cancelled, and what is left.</param>
/// <param name="innerException">The cancellation itself; null where there is none.</param>
/// <param name="token">The caller's token.</param>
public sealed class RentCanceledException(string message, Exception? innerException = null, CancellationToken token = default)
    : OperationCanceledException(message, innerException, token)
{
    /// <summary>What became of what was made; null where nothing was found that was.</summary>
    public TeardownResult? Undone { get; init; }
}
