using System.Runtime.ExceptionServices;

namespace TogetherAI;

/// <content>A request's attempts, up to the first content token.</content>
public sealed partial class OverflowRouter
{
    /// <summary>The most attempts of one request. No more than two are under way at a time.</summary>
    private const int MaxAttempts = 3;

    /// <summary>Runs attempts until one has reached its first content token.</summary>
    /// <param name="call">The request.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <param name="broke">Why its stream broke, when it is begun anew.</param>
    internal async ValueTask<RoutedAttempt> RaceAsync(RoutedCall call, CancellationToken cancellationToken, Exception? broke = null)
    {
        HedgeRace<FirstTokenStream> race = new();
        RoutedAttempt? winner = null;
        ITimer? timer = null;
        CancellationTokenRegistration onCancel = default;
        int earlier = call.Attempts.Count;
        try
        {
            Placed placed = await PlaceAsync(call, broke, cancellationToken).ConfigureAwait(false);
            onCancel = cancellationToken.UnsafeRegister(static state => ((HedgeRace<FirstTokenStream>)state!).Signal(), race);
            RoutedAttempt latest = Launch(call, race, placed);
            timer = StartLooking(call, race, latest);
            while (true)
            {
                await race.WaitAsync().ConfigureAwait(false);
                winner = (RoutedAttempt?)race.Winner;
                if (winner is not null)
                {
                    Committed(call, winner);
                    return winner;
                }

                if (cancellationToken.IsCancellationRequested && race.Close())
                    throw new OperationCanceledException("The call was cancelled by its caller.", cancellationToken);

                switch (Running(call, earlier, out RoutedAttempt? running))
                {
                    case 0:
                        Placed next = await FailOverAsync(call, latest, cancellationToken).ConfigureAwait(false);
                        latest = Launch(call, race, next);
                        break;
                    case 1 when timer is not null && call.Attempts.Count < MaxAttempts && call.Attempts.Count == earlier + 1:
                        if (running!.Age >= (_hedges.FirstLook(call, running.Lane) ?? TimeSpan.MaxValue) && _hedges.TryFire(call, running) is { } hedge)
                            latest = Launch(call, race, hedge, isHedge: true);
                        else
                            timer.Change(_hedges.NextLook, Timeout.InfiniteTimeSpan);
                        break;
                }
            }
        }
        catch (Exception exception)
        {
            Failed(call, exception);
            throw;
        }
        finally
        {
            onCancel.Unregister();
            timer?.Dispose();
            if (winner is null)
                race.Close();
            for (int i = earlier; i < call.Attempts.Count; i++)
            {
                if (!ReferenceEquals(call.Attempts[i], winner))
                    call.Attempts[i].Abandon();
            }
        }
    }

    /// <summary>A lane for the request, now or when one has room for it.</summary>
    /// <param name="call">The request.</param>
    /// <param name="failure">Why its last attempt failed; null for a first one.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    private async ValueTask<Placed> PlaceAsync(RoutedCall call, Exception? failure, CancellationToken cancellationToken)
    {
        bool failed = failure is not null;
        if (_queue.TryPlace(call, failed) is { } at)
            return at;
        if (_chooser.Home(call) is null)
        {
            throw new CapacityException(
                "No lane may serve the request: none satisfies its region, compliance, class and prompt length together. See RouteOptions and LaneOptions.", failure);
        }

        call.Decide(RouteStep.Queued, lane: null, failed && !_attempts.HasSpare ? "extra attempts are at 5 % of the arrivals" : "no lane takes it now");
        if (await _queue.WaitAsync(call, failed, cancellationToken).ConfigureAwait(false) is { } placed)
            return placed;
        if (failed && !_attempts.HasSpare)
        {
            call.Decide(RouteStep.Failed, lane: null, "not repeated: extra attempts are at 5 % of the arrivals");
            ExceptionDispatchInfo.Throw(failure!);
        }

        throw new CapacityException(
            FormattableString.Invariant($"No lane took the request within {call.Queued.TotalSeconds:0.###} s; {_queue.Count} more are waiting. ")
            + "TogetherException.Route says why. Reserve more, declare a lane to overflow to, or raise RouterOptions.MaxQueueWait or the spending limit.",
            failure)
        {
            RetryAfter = RetryAfter(),
        };
    }

    private TimeSpan RetryAfter()
    {
        TimeSpan soonest = TimeSpan.FromSeconds(60);
        foreach (Lane lane in _lanes)
        {
            TimeSpan wait = lane.Pacer.Wait;
            soonest = wait < soonest ? wait : soonest;
        }

        return soonest < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : soonest;
    }

    private static RoutedAttempt Launch(RoutedCall call, HedgeRace<FirstTokenStream> race, Placed placed, bool isHedge = false)
    {
        RoutedAttempt attempt = new(call, placed.Lane, placed.Reason, isHedge, placed.Reserved);
        call.Add(attempt);
        race.Start(attempt);
        return attempt;
    }

    private ITimer? StartLooking(RoutedCall call, HedgeRace<FirstTokenStream> race, RoutedAttempt primary)
    {
        if (primary.IsOver || _lanes.Length < 2 || !HedgeRule.Allows(call) || _hedges.FirstLook(call, primary.Lane) is not { } look)
            return null;
        return Time.CreateTimer(static state => ((HedgeRace<FirstTokenStream>)state!).Signal(), race, look, Timeout.InfiniteTimeSpan);
    }

    private static int Running(RoutedCall call, int earlier, out RoutedAttempt? running)
    {
        int count = 0;
        running = null;
        for (int i = earlier; i < call.Attempts.Count; i++)
        {
            if (call.Attempts[i].IsOver)
                continue;
            running = call.Attempts[i];
            count++;
        }

        return count;
    }

    /// <summary>The lane for the attempt after one that failed; throws that failure when there is none to be made.</summary>
    private async ValueTask<Placed> FailOverAsync(RoutedCall call, RoutedAttempt last, CancellationToken cancellationToken)
    {
        Exception failure = last.Failure!;
        call.Decide(RouteStep.Failed, last.Lane, LaneFailure.Describe(failure));
        if (call.Route.Lane is not null || !MayRepeat(call, failure))
            ExceptionDispatchInfo.Throw(failure);
        return await PlaceAsync(call, failure, cancellationToken).ConfigureAwait(false);
    }

    private static void Committed(RoutedCall call, RoutedAttempt winner)
    {
        call.Decide(RouteStep.Committed, winner.Lane, winner.IsHedge ? "the hedge's first token came first" : "its first token came", winner.TimeToFirstToken);
        if (winner.IsHedge)
            winner.Lane.Counters.WonHedge();
        RouterMetrics.Committed(call, winner);
    }

    private static void Failed(RoutedCall call, Exception exception)
    {
        if (exception is TogetherException failure)
            failure.Details = failure.Details with { Route = call.Report(winner: null) };
        RouterMetrics.Failed(call, exception);
    }
}
