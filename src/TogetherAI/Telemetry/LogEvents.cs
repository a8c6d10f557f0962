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
    public const int GuardStarted = 100;
    public const int GuardBlind = 101;
    public const int GuardStopped = 102;
    public const int GuardStopFailed = 103;
    public const int GuardCannotJudge = 104;
    public const int GuardKept = 105;
    public const int GuardHookFailed = 106;
    public const int CostBlind = 120;
    public const int CostAlarm = 121;
    public const int CostStopped = 122;
    public const int CostStopFailed = 123;
    public const int CostHookFailed = 124;
    public const int ScalingApplied = 300;
    public const int ScalingFailed = 301;
    public const int ScalingEnded = 302;
    public const int LeaseServing = 200;
    public const int LeaseBudget = 201;
    public const int LeaseStopping = 202;
    public const int LeaseStopped = 203;
    public const int LeaseNotStopped = 204;
    public const int LeaseBlind = 205;
    public const int BatchRunStarted = 400;
    public const int BatchJobSubmitted = 401;
    public const int BatchJobEnded = 402;
    public const int BatchRepeating = 403;
    public const int BatchRunEnded = 404;
    public const int BatchJobGone = 405;
    public const int BatchFileGone = 406;
    public const int BatchResultsGone = 407;
    public const int BatchRequestsRefused = 408;
    public const int BatchUnlimited = 409;
    public const int BatchRunStopped = 410;
}
