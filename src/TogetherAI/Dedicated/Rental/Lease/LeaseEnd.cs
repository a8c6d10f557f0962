using System.Globalization;

namespace TogetherAI;

/// <summary>How a lease ended, as far as that was seen. Immutable.</summary>
public sealed record LeaseEnd
{
    /// <summary>What ended it.</summary>
    public required LeaseEndReason Reason { get; init; }

    /// <summary>What was seen of its end: whether it is stopped, and what is left.</summary>
    public required TeardownResult Teardown { get; init; }

    /// <summary>Whether it was seen stopped, or is gone. Where not, it was asked to stop at best, and may still be billed.</summary>
    public bool IsStopped => Teardown.IsStopped;

    /// <summary>What it cost in USD, reckoned from the service's price for the replicas that were seen; the bill itself is the service's.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>When this was seen.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The end in a line.</summary>
    /// <returns>Such as <c>Idle: stopped, about 12.40 USD; endpoint ep_1 is deleted</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Reason}: {(IsStopped ? "stopped" : "not seen stopped")}, about {SpentUsd:0.00##} USD; {Teardown}");
}
