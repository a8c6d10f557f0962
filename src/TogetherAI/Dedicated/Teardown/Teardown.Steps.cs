namespace TogetherAI;

/// <content>The steps. One that fails is noted and tried again at the next look; what is not there any more is done.</content>
internal sealed partial class Teardown
{
    private const int ConflictRetries = 5;

    private async Task StopAsync(DedicatedDeployment deployment, CancellationToken cancellationToken)
    {
        string id = deployment.Id;
        DeploymentState state = deployment.Status.State;

        // Proto JSON may leave a zero out, so "no replicas" reads as null as well.
        bool wantsNone = deployment.Autoscaling is { MaxReplicas: null or 0, MinReplicas: null or 0 };
        DeploymentTeardown before = _seen.GetValueOrDefault(id) ?? new DeploymentTeardown { Id = id };
        _seen[id] = before with
        {
            LastState = state,
            IsStopped = state == DeploymentState.Stopped && wantsNone,
            IsStopAsked = wantsNone && (before.IsStopAsked || state == DeploymentState.Stopped || state == DeploymentState.Stopping),
            Problem = null,
        };
        Report(TeardownStep.StateSeen, id, state);
        if (_seen[id].IsStopAsked)
            return;

        try
        {
            await dedicated.Deployments.StopAsync(endpointId, id, cancellationToken).ConfigureAwait(false);
            _seen[id] = _seen[id] with { IsStopAsked = true };
            Report(TeardownStep.StopAsked, id);
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

    /// <returns>Whether they are all out.</returns>
    private async Task<bool> LeaveSplitAsync(List<DedicatedDeployment> ended, CancellationToken cancellationToken)
    {
        HashSet<string> ids = [.. ended.Select(static deployment => deployment.Id)];
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                DedicatedEndpoint endpoint = await dedicated.Endpoints.GetAsync(endpointId, cancellationToken).ConfigureAwait(false);
                TrafficSplitEntry[] rest = [.. endpoint.TrafficSplit.Where(entry => !ids.Contains(entry.DeploymentId))];
                if (rest.Length < endpoint.TrafficSplit.Count)
                    await dedicated.Endpoints.SetTrafficSplitAsync(endpointId, rest, endpoint.Etag.Length > 0 ? endpoint.Etag : null, cancellationToken).ConfigureAwait(false);
                foreach (string id in ids.Where(id => !_seen[id].IsOutOfSplit))
                {
                    _seen[id] = _seen[id] with { IsOutOfSplit = true };
                    Report(TeardownStep.OutOfSplit, id);
                }

                return true;
            }
            catch (TogetherConflictException) when (attempt < ConflictRetries)
            {
                // Somebody was faster: the next attempt reads what they left.
            }
            catch (TogetherNotFoundException)
            {
                return true; // with the endpoint all of it is gone; the next step finds that out
            }
            catch (TogetherException exception) when (exception is not TogetherAuthenticationException)
            {
                foreach (string id in ids)
                    Failed(id, exception);
                return false;
            }
        }
    }

    private async Task DeleteAsync(DedicatedDeployment deployment, CancellationToken cancellationToken)
    {
        try
        {
            // With its etag: one that somebody started again since it was read is not deleted, but stopped again at the next look.
            await dedicated.Deployments.DeleteAsync(
                endpointId, deployment.Id, deployment.Etag.Length > 0 && deployment.Status.State == DeploymentState.Stopped ? deployment.Etag : null, cancellationToken).ConfigureAwait(false);
            Gone(deployment.Id);
        }
        catch (TogetherNotFoundException)
        {
            Gone(deployment.Id);
        }
        catch (TogetherException exception) when (exception is not TogetherAuthenticationException)
        {
            Failed(deployment.Id, exception);
        }
    }

    private async Task<bool> DeleteEndpointAsync(CancellationToken cancellationToken)
    {
        try
        {
            await dedicated.Endpoints.DeleteAsync(endpointId, etag: null, cancellationToken).ConfigureAwait(false);
            return GoneWithAll();
        }
        catch (TogetherNotFoundException)
        {
            return GoneWithAll();
        }
        catch (TogetherException exception) when (exception is not TogetherAuthenticationException)
        {
            Failed(null, exception); // a deployment that was made meanwhile, say: the next look finds it
            return false;
        }
    }
}
