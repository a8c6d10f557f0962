namespace TogetherAI;

/// <content>The end: one at a time, whoever asks for it, and no claim beyond what was seen.</content>
public sealed partial class EndpointLease
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<LeaseEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<LeaseEnd>? _stop;
    private bool _disposed;

    /// <summary>
    /// Stops the lease and waits, up to <see cref="RentRequest.StopTimeout"/>, until it is seen stopped; with
    /// <see cref="RentRequest.DeleteWhenStopped"/> it is deleted then. May be called again, and from several threads: they wait for the same end.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the stop.</param>
    /// <returns>The end that was seen.</returns>
    /// <exception cref="LeaseNotStoppedException">It was not seen stopped in time; it may still be billed. Calling again asks again.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<LeaseEnd> StopAsync(CancellationToken cancellationToken = default)
    {
        LeaseEnd end = await Stop(LeaseEndReason.Stopped).WaitAsync(cancellationToken).ConfigureAwait(false);
        return end.IsStopped ? end : throw new LeaseNotStoppedException(
            $"{ModelName} was not seen stopped within StopTimeout, {_request.StopTimeout:c}, and may still be billed: {end.Teardown}. Call StopAsync again, or Dedicated.TearDownAsync(\"{EndpointId}\").")
        {
            End = end,
        };
    }

    /// <summary>
    /// Stops the lease like <see cref="StopAsync"/>, waits as long, and does not throw: what was seen is in <see cref="End"/>, and in the log as an error
    /// where it was not the end.
    /// </summary>
    /// <returns>A task that ends with the waiting.</returns>
    public async ValueTask DisposeAsync()
    {
        bool isFirst;
        lock (_gate)
            (isFirst, _disposed) = (!_disposed, true);
        LeaseEnd end = await Stop(LeaseEndReason.Disposed).ConfigureAwait(false);
        await _watchEnd.CancelAsync().ConfigureAwait(false);
        _completion.TrySetResult(end);
        if (isFirst && _recorder is not null)
            await _recorder.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Begins a stop, joins the one under way, or hands out the one that was seen through.</summary>
    private Task<LeaseEnd> Stop(LeaseEndReason reason)
    {
        lock (_gate)
        {
            if (_stop is null or { IsCompleted: true } && End is not { IsStopped: true })
                _stop = Task.Run(() => StopOnceAsync(End?.Reason ?? reason));
            return _stop!;
        }
    }

    private async Task<LeaseEnd> StopOnceAsync(LeaseEndReason reason)
    {
        LeaseLog.Stopping(_logger, ModelName, EndpointId, reason);
        Report(RentStage.Stopping, $"stops: {reason}");
        TeardownOptions options = TeardownOptions.Within(_request.StopTimeout, _record.Depth);
        TeardownResult seen;
        try
        {
            seen = await new Teardown(_dedicated, _time, EndpointId, options, _record.Concerns, known: DeploymentId).RunAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whoever disposes is owed an end, whatever went wrong: a key that was revoked, a client that was disposed of before its lease.
            seen = new TeardownResult { EndpointId = EndpointId, Problem = exception is TogetherException ? exception.Message : exception.GetType().Name };
        }

        if (seen.IsStopped)
            _spend.End();
        LeaseEnd end = new() { Reason = reason, Teardown = seen, SpentUsd = _spend.Usd, At = _time.GetUtcNow() };
        End = end;
        if (!end.IsStopped)
        {
            LeaseLog.NotStopped(_logger, ModelName, EndpointId, end);
            Report(RentStage.Stopping, end.ToString());
            return end;
        }

        LeaseLog.Stopped(_logger, ModelName, EndpointId, end);
        await ForgetAsync().ConfigureAwait(false);
        Report(RentStage.Stopped, end.ToString());
        await _watchEnd.CancelAsync().ConfigureAwait(false);
        _completion.TrySetResult(end);
        return end;
    }

    private async Task ForgetAsync()
    {
        if (_recorder is null)
            return;
        try
        {
            await _recorder.ForgetAsync(_record, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or TogetherException)
        {
            LeaseLog.Blind(_logger, ModelName, EndpointId, exception.Message); // it is looked for at the next start, and found gone
        }
    }
}
