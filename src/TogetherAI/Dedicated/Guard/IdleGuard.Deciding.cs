namespace TogetherAI;

/// <content>One deployment: what is known about it, what follows, and doing that.</content>
public sealed partial class IdleGuard
{
    /// <summary>How often one deployment is judged anew in a look because somebody else changes it at the same time.</summary>
    private const int MostConflicts = 3;

    private async Task<IdleDecision> DecideAsync(
        DedicatedEndpoint endpoint, DedicatedDeployment deployment, WatchedDeployment watched, CancellationToken cancellationToken)
    {
        try
        {
            for (int conflicts = 0; conflicts < MostConflicts; conflicts++)
            {
                IdleDecision decision = await JudgeAsync(endpoint, deployment, watched, cancellationToken).ConfigureAwait(false);
                if (decision.Verdict != IdleVerdict.Stop)
                    return decision;
                if (Options.DryRun)
                    return decision with { Outcome = IdleOutcome.DryRun };
                try
                {
                    await StopAsync(deployment, cancellationToken).ConfigureAwait(false);
                    return decision with { Outcome = IdleOutcome.StopAccepted };
                }
                catch (TogetherConflictException)
                {
                    // Somebody was faster. Perhaps they need it: judge what is there now, with their hand on it as a sign of life.
                    watched.ActiveSince = null;
                    endpoint = await _client.Dedicated.Endpoints.GetAsync(endpoint.Id, cancellationToken).ConfigureAwait(false);
                    deployment = await _client.Dedicated.Deployments.GetAsync(endpoint.Id, deployment.Id, cancellationToken).ConfigureAwait(false);
                }
                catch (TogetherException exception) when (exception is not TogetherNotFoundException)
                {
                    return decision with { Outcome = IdleOutcome.StopFailed, Error = exception };
                }
            }

            return Decision(
                endpoint, deployment, Evidence(endpoint, deployment, watched),
                new IdleJudgement(IdleVerdict.CannotJudge, IdleReason.Changing, $"{MostConflicts} times in a row somebody else had just changed it when it was to be stopped"));
        }
        catch (TogetherNotFoundException)
        {
            return Decision(
                endpoint, deployment, Evidence(endpoint, deployment, watched), new IdleJudgement(IdleVerdict.Keep, IdleReason.NothingRuns, "it has been deleted"));
        }
        catch (TogetherException exception)
        {
            return Unreadable(endpoint, deployment, exception);
        }
    }

    private async Task<IdleDecision> JudgeAsync(
        DedicatedEndpoint endpoint, DedicatedDeployment deployment, WatchedDeployment watched, CancellationToken cancellationToken)
    {
        watched.Observe(deployment, _time.GetUtcNow());
        IdleEvidence evidence = Evidence(endpoint, deployment, watched);
        if (IdleJudge.WithoutService(evidence) is { } early)
        {
            if (evidence.Own.InFlight > 0 || evidence.Own.Quiet < evidence.Window)
                watched.Called();
            return Decision(endpoint, deployment, evidence, early);
        }

        if (watched.ActiveSince is null)
        {
            watched.ActiveSince = Options.OnlyOwnTraffic
                ? evidence.Now // what this process called before it was watched, it does not know
                : await DeploymentActivity.LastAsync(_client, deployment, evidence.Now - Longer(evidence.Window, IdleJudge.LongestStart), cancellationToken)
                    .ConfigureAwait(false);
            evidence = Evidence(endpoint, deployment, watched);
            if (IdleJudge.WithoutService(evidence) is { } recent)
                return Decision(endpoint, deployment, evidence, recent);
        }

        if (!Options.OnlyOwnTraffic)
        {
            string? only = TakesSplitTraffic(endpoint, deployment) ? null : deployment.Id;
            ServiceTraffic? service = await ServiceReading.ReadAsync(_client, endpoint.Id, only, evidence.Window, Options, cancellationToken).ConfigureAwait(false);
            evidence = Evidence(endpoint, deployment, watched) with { Service = service }; // the calls and the clock went on while the service was asked
        }

        IdleJudgement judgement = IdleJudge.Judge(evidence);
        if (judgement.Reason == IdleReason.ServiceTraffic)
            watched.Called();
        return Decision(endpoint, deployment, evidence, judgement);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task StopAsync(DedicatedDeployment deployment, CancellationToken cancellationToken) =>
        // Once, without repetition: between two attempts a call may begin.
        await _once.Dedicated.Deployments.UpdateAsync(
            deployment.EndpointId,
            deployment.Id,
            new DedicatedDeploymentUpdate
            {
                Autoscaling = new DeploymentAutoscaling { MinReplicas = 0, MaxReplicas = 0 },
                Etag = deployment.Etag.Length > 0 ? deployment.Etag : null,
            },
            cancellationToken).ConfigureAwait(false);

    private IdleEvidence Evidence(DedicatedEndpoint endpoint, DedicatedDeployment deployment, WatchedDeployment watched)
    {
        string name = TakesSplitTraffic(endpoint, deployment) || deployment.Name.Length == 0 ? endpoint.Name : deployment.Name;
        return new IdleEvidence
        {
            Now = _time.GetUtcNow(),
            Window = Window(endpoint),
            LongestLag = Options.LongestLag,
            State = deployment.Status.State,
            ReadyReplicas = deployment.Status.ReadyReplicas ?? 0,
            ToldToStop = deployment.Autoscaling is { MinReplicas: 0, MaxReplicas: 0 },
            NeverTouch = EndpointNames.MatchesAny(Options.NeverTouch, endpoint, deployment),
            InRollout = !string.IsNullOrEmpty(endpoint.ActiveRolloutId),
            OnlyOwnTraffic = Options.OnlyOwnTraffic,
            ClockJumped = watched.ClockJumped,
            Own = _traffic.Read(name),
            ActiveSince = watched.ActiveSince ?? DateTimeOffset.MinValue,
        };
    }

    /// <summary>Whether requests to the endpoint can reach it.</summary>
    private static bool TakesSplitTraffic(DedicatedEndpoint endpoint, DedicatedDeployment deployment) =>
        deployment.TrafficMode == TrafficMode.Shadow || endpoint.TrafficSplit.Any(entry => entry.DeploymentId == deployment.Id && entry.Weight > 0);

    private TimeSpan Window(DedicatedEndpoint endpoint)
    {
        foreach ((string name, TimeSpan window) in Options.Windows)
        {
            if (EndpointNames.Matches(name, endpoint))
                return window;
        }

        return Options.Window;
    }

    private IdleDecision Unreadable(DedicatedEndpoint endpoint, DedicatedDeployment deployment, TogetherException exception) => new()
    {
        At = _time.GetUtcNow(),
        EndpointId = endpoint.Id,
        EndpointName = endpoint.Name,
        DeploymentId = deployment.Id,
        Verdict = IdleVerdict.CannotJudge,
        Reason = IdleReason.Unreadable,
        Message = $"the service could not be asked ({exception.Summary})",
        Window = Window(endpoint),
        ReadyReplicas = deployment.Status.ReadyReplicas ?? 0,
        Error = exception,
    };

    private static IdleDecision Decision(DedicatedEndpoint endpoint, DedicatedDeployment deployment, in IdleEvidence evidence, IdleJudgement judgement) => new()
    {
        At = evidence.Now,
        EndpointId = endpoint.Id,
        EndpointName = endpoint.Name,
        DeploymentId = deployment.Id,
        Verdict = judgement.Verdict,
        Reason = judgement.Reason,
        Message = judgement.Message,
        Window = evidence.Window,
        ServiceLag = evidence.Service is { } service ? evidence.Now - service.Until : null,
        ServiceRequests = evidence.Service?.Requests,
        InFlight = evidence.Own.InFlight,
        OwnQuiet = evidence.Own.Quiet,
        ReadyReplicas = evidence.ReadyReplicas,
    };
}
