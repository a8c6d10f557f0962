namespace TogetherAI.Simulator;

/// <summary>Which failures another lane may mend.</summary>
internal static class Failures
{
    public static bool CanFallBack(Exception exception) => exception is
        TogetherRateLimitException or TogetherOverloadedException or TogetherServerException or TogetherConnectionException
        or TogetherTimeoutException or TogetherStreamInterruptedException;
}
