using System.Globalization;

namespace TogetherAI;

/// <content>From a deployment that exists to an endpoint that answers.</content>
internal sealed partial class RentalRun
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_shortWait = TimeSpan.FromMinutes(2);

    private LeaseProbe? _probe;

    private async Task WaitUntilServingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await LookAsync(cancellationToken).ConfigureAwait(false))
                return;
            TimeSpan elapsed = _time.GetElapsedTime(_started);
            if (IsExpired)
                throw Expired();
            TimeSpan pause = elapsed < s_shortWait ? s_pause : s_longPause;
            TimeSpan left = _request.Deadline - elapsed;
            await Task.Delay(_request.Deadline == Timeout.InfiniteTimeSpan || pause < left ? pause : left, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Whether it answers.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            _deployment = await _dedicated.Deployments.GetAsync(Record.EndpointId!, Record.DeploymentId!, cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherNotFoundException exception)
        {
            throw Failure($"Somebody deleted the deployment {Record.DeploymentId} while it was starting.", exception);
        }
        catch (TogetherException exception) when (MayPass(exception))
        {
            Report(_stage, $"its state could not be read ({exception.Summary}); looks again");
            return false;
        }

        _spend!.Look(_deployment);
        if (_request.MaxUsd is { } max && _spend.Usd + _spend.UsdFor(Quoter.StopReserve) >= max)
            throw Failure($"MaxUsd, {max.ToString("0.00##", CultureInfo.InvariantCulture)} USD, was all but spent before {_modelName} served: replicas ran, and it did not answer.");
        DeploymentState state = _deployment.Status.State;
        if (state == DeploymentState.Failed || state == DeploymentState.Stopped || state == DeploymentState.Stopping)
            throw await EndedAsync(state, cancellationToken).ConfigureAwait(false);
        if (!IsUp(_deployment))
        {
            int scheduled = NotePlaces(_deployment.Status);
            Report(_lackSince is null ? RentStage.Starting : RentStage.WaitingForHardware, Describe(_deployment), _deployment);
            await WatchRoomAsync(scheduled, cancellationToken).ConfigureAwait(false);
            return false;
        }

        (_lackSince, _scheduledBefore) = (null, null);
        return await ServeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives it the endpoint's traffic, and asks it something.</summary>
    private async Task<bool> ServeAsync(CancellationToken cancellationToken)
    {
        if (_probe is null)
        {
            Report(RentStage.Ready, Describe(_deployment!), _deployment);
            if (!await ShareTrafficAsync(cancellationToken).ConfigureAwait(false))
                return false;
            _probe = new LeaseProbe(_dedicated.Inference, _quote.Model, _modelName, _time);
        }

        if (await _probe.AskAsync(cancellationToken).ConfigureAwait(false) is not { } reason)
            return true;
        Report(RentStage.Probing, reason, _deployment);
        return false;
    }

    private async Task<bool> ShareTrafficAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                DedicatedEndpoint endpoint = await _dedicated.Endpoints.GetAsync(Record.EndpointId!, cancellationToken).ConfigureAwait(false);
                await StopDoublesAsync(endpoint, cancellationToken).ConfigureAwait(false);
                TrafficSplitEntry[] others = [.. endpoint.TrafficSplit.Where(entry => entry.DeploymentId != Record.DeploymentId)];
                await _dedicated.Endpoints.SetTrafficSplitAsync(
                    Record.EndpointId!,
                    [.. others, new TrafficSplitEntry { DeploymentId = Record.DeploymentId!, Weight = 1 }],
                    endpoint.Etag.Length > 0 ? endpoint.Etag : null,
                    cancellationToken).ConfigureAwait(false);
                Report(RentStage.SharingTraffic, "it was given the endpoint's traffic", _deployment);
                return true;
            }
            catch (TogetherConflictException) when (attempt < 5)
            {
                // Somebody was faster: the next attempt reads what they left.
            }
            catch (TogetherException exception) when (exception is TogetherConflictException || MayPass(exception))
            {
                Report(RentStage.Ready, $"it could not be given the endpoint's traffic ({exception.Summary}); tries again", _deployment);
                return false;
            }
        }
    }

    /// <summary>A creation that was thought lost and sent again may have arrived after all: two would be billed.</summary>
    private async Task StopDoublesAsync(DedicatedEndpoint endpoint, CancellationToken cancellationToken)
    {
        foreach (DeploymentSummary other in endpoint.Deployments)
        {
            if (other.Id != Record.DeploymentId && Record.IsOwn(other.Name) && other.State != DeploymentState.Stopped && other.State != DeploymentState.Stopping)
                await StopDoubleAsync(other.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task StopDoubleAsync(string deploymentId, CancellationToken cancellationToken)
    {
        try
        {
            await _dedicated.Deployments.StopAsync(Record.EndpointId!, deploymentId, cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherNotFoundException)
        {
            // It is gone.
        }
    }

    /// <summary>It has the replicas it was promised: fewer than that is not what was rented.</summary>
    private bool IsUp(DedicatedDeployment deployment) => deployment.Status is { State: var state, ReadyReplicas: var ready } && (
        (state == DeploymentState.Ready && ready is null or > 0)
        || ((state == DeploymentState.Degraded || state == DeploymentState.Scaling) && ready >= _quote.Replicas.Min));

    private async Task<Exception> EndedAsync(DeploymentState state, CancellationToken cancellationToken)
    {
        string said = _deployment!.Status.Message is { Length: > 0 } message ? $" The service says: {message}" : "";
        if (state != DeploymentState.Failed)
            return Failure($"Somebody stopped the deployment {Record.DeploymentId} while it was starting ({state}).{said}");
        if (_hadPlace || !await LacksRoomAsync(cancellationToken).ConfigureAwait(false))
            return Failure($"The deployment {Record.DeploymentId} failed.{said} Dedicated.Endpoints.ListEventsAsync tells more while it exists; another profile or model may work.");
        return Unavailable(_room!, ReplicasThatFit(_room!, 0), $"The service gave up waiting for it.{said}");
    }

    private Exception Expired()
    {
        string limit = $"within Deadline, {_request.Deadline:c}";
        if (_lackSince is not null && _room is not null)
            return Unavailable(_room, ReplicasThatFit(_room, _deployment?.Status.ScheduledReplicas ?? 0), $"It did not become free {limit}.");
        string last = _probe is not null ? "it was ready and in the traffic split, but did not answer" : _deployment is null ? "nothing is known of it" : Describe(_deployment);
        return Failure($"{_modelName} did not serve {limit}: {last}. Allow more time, or look into its events.");
    }

    private static string Describe(DedicatedDeployment deployment)
    {
        DeploymentStatus status = deployment.Status;
        return $"{status.State}, {status.ReadyReplicas ?? 0} ready and {status.ScheduledReplicas ?? 0} placed of {deployment.DesiredReplicas ?? deployment.Autoscaling.MinReplicas ?? 0}"
            + (status.Message.Length > 0 ? $": {status.Message}" : "");
    }

    /// <summary>Whether the same call may work later.</summary>
    private static bool MayPass(TogetherException exception) =>
        exception is TogetherServerException or TogetherConnectionException or TogetherTimeoutException or TogetherRateLimitException or TogetherResponseException;
}
