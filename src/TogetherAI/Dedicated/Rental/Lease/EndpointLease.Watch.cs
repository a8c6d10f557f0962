namespace TogetherAI;

/// <content>Looking after a lease while it runs: what it costs, whether it is used, whether it is still there.</content>
public sealed partial class EndpointLease
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);
    private static readonly decimal[] s_alarms = [0.5m, 0.8m, 0.95m];

    private readonly CancellationTokenSource _watchEnd = new();
    private int _alarmed;

    /// <summary>Begins to look. To be called once.</summary>
    internal void Watch()
    {
        LeaseLog.Serving(_logger, ModelName, EndpointId, _request.IdleStop);
        // A periodic timer and no delay: a virtual clock that jumps to whatever somebody waits for must not jump to this.
        PeriodicTimer timer = new(s_pause, _time);
        _ = Task.Run(() => WatchAsync(timer));
    }

    private async Task WatchAsync(PeriodicTimer timer)
    {
        using PeriodicTimer owned = timer;
        try
        {
            while (await timer.WaitForNextTickAsync(_watchEnd.Token).ConfigureAwait(false))
            {
                try
                {
                    await LookAsync(_watchEnd.Token).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LeaseLog.Blind(_logger, ModelName, EndpointId, exception is TogetherException failure ? failure.Summary : exception.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The lease has ended.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (End is { IsStopped: false } unseen && !_disposed)
        {
            _ = Stop(unseen.Reason); // it was asked before, and has not been seen to obey
        }

        DedicatedDeployment? deployment = null;
        try
        {
            deployment = await _dedicated.Deployments.GetAsync(EndpointId, DeploymentId, cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherNotFoundException)
        {
            _spend.End();
            EndFor(LeaseEndReason.StoppedElsewhere);
            return;
        }
        catch (TogetherException exception)
        {
            LeaseLog.Blind(_logger, ModelName, EndpointId, exception.Summary); // what ran at the last look is taken to run on
        }

        if (deployment is not null)
            _spend.Look(deployment);
        if (IsStopping)
            return;
        if (deployment?.Status.State == DeploymentState.Stopped)
            EndFor(LeaseEndReason.StoppedElsewhere);
        else if (deployment?.Status.State == DeploymentState.Failed)
            EndFor(LeaseEndReason.Failed);
        else if (IsSpent())
            EndFor(LeaseEndReason.BudgetReached);
        else if (_guard is not null && await IsIdleAsync(cancellationToken).ConfigureAwait(false))
            EndFor(LeaseEndReason.Idle);
    }

    private bool IsStopping
    {
        get
        {
            lock (_gate)
                return _stop is { IsCompleted: false } || End is not null;
        }
    }

    /// <summary>Ends it without waiting for that: while it stops, it is still looked at, and still costs.</summary>
    private void EndFor(LeaseEndReason reason)
    {
        if (!IsStopping)
            _ = Stop(reason);
    }

    private bool IsSpent()
    {
        if (_request.MaxUsd is not { } max)
            return false;
        decimal spent = _spend.Usd;
        int reached = s_alarms.Count(share => spent >= share * max);
        if (reached > _alarmed)
        {
            _alarmed = reached;
            LeaseLog.Budget(_logger, ModelName, EndpointId, spent, max);
            Report(RentStage.BudgetAlarm, FormattableString.Invariant($"{spent:0.00##} of {max:0.00##} USD are spent, {s_alarms[reached - 1]:0%} or more"));
        }

        return spent + _spend.UsdFor(Quoter.StopReserve) >= max;
    }
}
