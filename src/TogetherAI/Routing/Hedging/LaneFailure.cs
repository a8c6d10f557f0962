namespace TogetherAI;

/// <summary>Sorts what an attempt threw.</summary>
internal static class LaneFailure
{
    public static LaneFailureKind Classify(Exception exception) => exception switch
    {
        TogetherRateLimitException => LaneFailureKind.Throttled,
        TogetherOverloadedException => LaneFailureKind.Overloaded,
        // The key, the account and the model are the lane's and not the caller's: another lane may have better ones.
        TogetherAuthenticationException or TogetherBillingException or TogetherNotFoundException => LaneFailureKind.Lane,
        TogetherServerException or TogetherConnectionException or TogetherTimeoutException or TogetherStreamInterruptedException => LaneFailureKind.Lane,
        TogetherResponseException => LaneFailureKind.Lane,
        _ => LaneFailureKind.Request,
    };

    /// <summary>Whether it fails in the same way a moment later: a key, a bill or an endpoint that is not there.</summary>
    public static bool IsLasting(Exception exception) =>
        exception is TogetherAuthenticationException or TogetherBillingException or TogetherNotFoundException;

    public static string Describe(Exception exception) => exception switch
    {
        OperationCanceledException => "cancelled",
        TogetherException failure => failure.Summary,
        _ => exception.GetType().Name,
    };
}
