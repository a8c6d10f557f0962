namespace TogetherAI;

/// <summary>
/// The hardware of a rental is not free; the model and the request are all right. What was made is torn down again. Wait
/// (<see cref="HardwareFallback.Wait"/>), rent fewer replicas, or take other hardware: what there is stands here.
/// </summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class HardwareUnavailableException(string message, Exception? innerException = null) : TogetherException(message, innerException)
{
    /// <summary>The hardware that is not free; null where the exception was made by hand.</summary>
    public QuotedProfile? Wanted { get; init; }

    /// <summary>How many replicas of it would fit, as far as the service tells. 0: not even one.</summary>
    public int ReplicasThatFit { get; init; }

    /// <summary>
    /// Other hardware for the same model with room for the replicas that were asked for, with prices, the cheapest first; also what the request's
    /// ceilings forbid. Never null.
    /// </summary>
    public IReadOnlyList<QuotedProfile> Comparable { get; init; } = [];

    /// <summary>What became of what was made; null where nothing was.</summary>
    public TeardownResult? Undone { get; init; }

    internal override string Summary => "hardware unavailable";
}
