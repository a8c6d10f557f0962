namespace TogetherAI;

/// <content>What attempts report back.</content>
public sealed partial class OverflowRouter
{
    private int _running;

    /// <summary>Attempts that run: also those that have lost, until nothing of them is left.</summary>
    internal int AtWork => Volatile.Read(ref _running);

    internal void AttemptStarted() => Interlocked.Increment(ref _running);

    internal void AttemptFinished() => Interlocked.Decrement(ref _running);

    /// <summary>An attempt has ended: what was set aside for it is replaced by what it cost.</summary>
    internal void Settle(RoutedAttempt attempt, decimal reserved, decimal cost)
    {
        if (reserved == 0 && cost == 0)
            return;
        _spend.Settle(reserved, cost);
        if (attempt.IsHedge)
            _dollars?.Settle(reserved, cost);
        attempt.Lane.Counters.Spent(cost);
        RouterMetrics.Spent(attempt, cost);
    }

    /// <summary>Gives back what was set aside for an attempt that was never made.</summary>
    internal void GiveBack(Placed placed) => _spend.Settle(placed.Reserved, 0);

    /// <summary>The service has counted a request's tokens: estimates become better.</summary>
    internal void Learn(RoutedCall call, TokenUsage usage)
    {
        if (usage.PromptTokens > 0)
            _estimator.Learn(call.Request, usage.PromptTokens);
        _estimator.LearnOutput(usage.CompletionTokens);
    }

    /// <summary>Whether a request that failed may be sent once more, as soon as the budget for extra attempts bears it.</summary>
    internal bool MayRepeat(RoutedCall call, Exception failure) =>
        LaneFailure.Classify(failure) != LaneFailureKind.Request
        && call.Attempts.Count < MaxAttempts
        && (_attempts.HasSpare || !LaneFailure.IsLasting(failure));

    /// <summary>A place has become free on some lane.</summary>
    internal void RoomAppeared()
    {
        if (_queue.Count > 0)
            _queue.Pump();
    }
}
