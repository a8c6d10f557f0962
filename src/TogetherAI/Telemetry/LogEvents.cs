namespace TogetherAI;

/// <summary>The ids of the log's events, which users filter by: a number keeps its meaning for good.</summary>
internal static class LogEvents
{
    public const int CallStarted = 1;
    public const int CallCompleted = 2;
    public const int CallRetrying = 3;
    public const int CallFailed = 4;
    public const int CallCancelled = 5;
    public const int StreamAbandoned = 6;
    public const int Prompt = 7;
    public const int Answer = 8;
    public const int LeaseServing = 200;
    public const int LeaseBudget = 201;
    public const int LeaseStopping = 202;
    public const int LeaseStopped = 203;
    public const int LeaseNotStopped = 204;
    public const int LeaseBlind = 205;
}
