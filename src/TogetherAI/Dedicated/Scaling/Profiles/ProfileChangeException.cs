namespace TogetherAI;

/// <summary>A profile could not be changed. The endpoint was put back, as far as <see cref="IsTrafficRestored"/> and <see cref="NewDeployment"/> say.</summary>
/// <param name="message">What went wrong, and what was put back.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class ProfileChangeException(string message, Exception? innerException = null) : TogetherException(message, innerException)
{
    /// <summary>The deployment that did not come up, or not stay up; null where it could not be made.</summary>
    public string? NewDeploymentId { get; init; }

    /// <summary>Whether the old deployment has the traffic it had before.</summary>
    public bool IsTrafficRestored { get; init; }

    /// <summary>
    /// What was seen of the new deployment's end; null where there was none. Where <see cref="TeardownResult.IsStopped"/> is false it may
    /// still be billed.
    /// </summary>
    public TeardownResult? NewDeployment { get; init; }
}
