namespace TogetherAI;

/// <summary>
/// A rental did not come to serve: it failed, somebody stopped it, it did not answer in time, or a call failed
/// (<see cref="Exception.InnerException"/>). What it made was torn down again; <see cref="Undone"/> says how far that went.
/// </summary>
/// <param name="message">What went wrong and what to do about it.</param>
/// <param name="innerException">What it was caused by; null where this is the cause.</param>
public sealed class RentFailedException(string message, Exception? innerException = null) : TogetherException(message, innerException)
{
    /// <summary>The stage it failed in.</summary>
    public RentStage Stage { get; init; }

    /// <summary>The deployment as it was last read; null where there was none.</summary>
    public DedicatedDeployment? Deployment { get; init; }

    /// <summary>What became of what was made; null where nothing was, or nothing could be found out: then <see cref="Exception.Message"/> says it.</summary>
    public TeardownResult? Undone { get; init; }

    internal override string Summary => "rental failed";
}
