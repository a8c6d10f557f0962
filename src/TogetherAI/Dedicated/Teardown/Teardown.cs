namespace TogetherAI;

/// <summary>
/// Tears an endpoint down: no replicas, seen stopped, out of the split, deployment deleted, endpoint deleted. It keeps nothing but what it saw: every look
/// begins from what the service says, so it can be ended and begun again anywhere, and what somebody else did meanwhile is a step less. One for
/// each teardown; not thread-safe.
/// </summary>
/// <param name="dedicated">The client.</param>
/// <param name="time">The clock.</param>
/// <param name="endpointId">The endpoint.</param>
/// <param name="options">How.</param>
/// <param name="concerns">Which of its deployments it is about; null for all of them. While there are others, the endpoint stays.</param>
/// <param name="progress">Told every step; null for nobody.</param>
/// <param name="known">A deployment that is there for all the caller knows, listed or not; null for none.</param>
internal sealed partial class Teardown(
    DedicatedClient dedicated, TimeProvider time, string endpointId, TeardownOptions options,
    Func<DedicatedDeployment, bool>? concerns = null, IProgress<TeardownProgress>? progress = null, string? known = null)
{
    private readonly Dictionary<string, DeploymentTeardown> _seen = new(StringComparer.Ordinal);
    private bool _endpointGone;
    private bool _lookedOnce;
    private bool _hasOthers;
    private string? _problem;

    /// <exception cref="TogetherAuthenticationException">The key may not do this.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<TeardownResult> RunAsync(CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        using CancellationTokenSource limit = new(options.Timeout, time); // a call that hangs must not outlast it either
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        bool done = false;
        try
        {
            while (!(done = await LookAsync(both.Token).ConfigureAwait(false)))
            {
                if (time.GetElapsedTime(started) + options.Interval >= options.Timeout)
                    break;
                await Task.Delay(options.Interval, time, both.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _problem ??= "the time was up during a call";
        }

        return new TeardownResult
        {
            EndpointId = endpointId,
            Deployments = [.. _seen.Values],
            IsEndpointDeleted = _endpointGone,
            IsComplete = done,
            IsStopped = _endpointGone || (_lookedOnce && _seen.Values.All(static deployment => deployment.IsStopped)),
            HasOtherDeployments = _hasOthers && !_endpointGone,
            Problem = done ? null : _problem,
            Took = time.GetElapsedTime(started),
        };
    }

    /// <summary>Reads how things are and does what can be done.</summary>
    /// <returns>Whether it is over.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        _problem = null;
        List<DedicatedDeployment>? read;
        try
        {
            read = await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherException exception) when (exception is not TogetherAuthenticationException)
        {
            Failed(null, exception);
            return false;
        }

        if (read is not { } deployments)
            return GoneWithAll();
        _lookedOnce = true;

        // Money first: all are asked to stop before any is waited for or tidied away.
        foreach (DedicatedDeployment deployment in deployments)
            await StopAsync(deployment, cancellationToken).ConfigureAwait(false);
        if (options.Depth == TeardownDepth.Stop)
            return _seen.Values.All(static deployment => deployment.IsStopped);

        List<DedicatedDeployment> ended = [.. deployments.Where(HasEnded)];
        if (ended.Count > 0 && await LeaveSplitAsync(ended, cancellationToken).ConfigureAwait(false))
        {
            foreach (DedicatedDeployment deployment in ended)
                await DeleteAsync(deployment, cancellationToken).ConfigureAwait(false);
        }

        if (_seen.Values.Any(static deployment => !deployment.IsDeleted))
            return false;
        return options.Depth == TeardownDepth.DeleteDeployments || _hasOthers || await DeleteEndpointAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads the deployments that this is about. What is missing is asked for by itself before it counts as gone: a list may lag behind, and what is
    /// not stopped for that goes on costing money.
    /// </summary>
    /// <returns>Null where the endpoint is gone.</returns>
    private async Task<List<DedicatedDeployment>?> ReadAsync(CancellationToken cancellationToken)
    {
        List<DedicatedDeployment> deployments = [];
        TogetherNotFoundException? missing = null;
        _hasOthers = false;
        try
        {
            await foreach (DedicatedDeployment deployment in dedicated.Deployments.ListAsync(endpointId, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (concerns is null || concerns(deployment))
                    deployments.Add(deployment);
                else
                    _hasOthers = true;
            }
        }
        catch (TogetherNotFoundException exception)
        {
            missing = exception;
        }

        if (missing is not null)
            return await IsEndpointGoneAsync(cancellationToken).ConfigureAwait(false) ? null : throw missing;
        if (known is not null && !_seen.ContainsKey(known))
            _seen[known] = new DeploymentTeardown { Id = known };
        foreach (string id in _seen.Values.Where(static seen => !seen.IsDeleted).Select(static seen => seen.Id).Except(deployments.Select(static one => one.Id)).ToArray())
        {
            try
            {
                deployments.Add(await dedicated.Deployments.GetAsync(endpointId, id, cancellationToken).ConfigureAwait(false));
            }
            catch (TogetherNotFoundException)
            {
                Gone(id);
            }
            catch (TogetherException exception) when (exception is not TogetherAuthenticationException)
            {
                Failed(id, exception);
            }
        }

        return deployments;
    }

    private async Task<bool> IsEndpointGoneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await dedicated.Endpoints.GetAsync(endpointId, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (TogetherNotFoundException)
        {
            return true;
        }
    }

    /// <summary>Failed is an end too, once it has been told to have no replicas: it may never be seen stopped.</summary>
    private bool HasEnded(DedicatedDeployment deployment)
    {
        DeploymentTeardown seen = _seen[deployment.Id];
        return seen.IsStopped || (seen.IsStopAsked && deployment.Status.State == DeploymentState.Failed);
    }

    private bool GoneWithAll()
    {
        foreach (string id in _seen.Keys.ToArray())
            Gone(id);
        _endpointGone = true;
        Report(TeardownStep.EndpointDeleted, null);
        return true;
    }

    private void Gone(string id)
    {
        if (_seen[id].IsDeleted)
            return;
        _seen[id] = _seen[id] with { IsStopped = true, IsOutOfSplit = true, IsDeleted = true, Problem = null };
        Report(TeardownStep.DeploymentDeleted, id);
    }

    private void Failed(string? deploymentId, TogetherException exception)
    {
        _problem = exception.Message;
        if (deploymentId is not null)
            _seen[deploymentId] = _seen[deploymentId] with { Problem = exception.Message };
        Report(TeardownStep.StepFailed, deploymentId, error: exception);
    }

    private void Report(TeardownStep step, string? deploymentId, DeploymentState? state = null, TogetherException? error = null) =>
        progress?.Report(new TeardownProgress
        {
            Step = step,
            At = time.GetUtcNow(),
            EndpointId = endpointId,
            DeploymentId = deploymentId,
            State = state,
            Error = error,
        });
}
