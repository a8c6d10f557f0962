namespace TogetherAI;

/// <summary>
/// Changes an endpoint's profile: makes the new deployment, waits for it, moves the traffic, lets the old one end. It keeps nothing but what it
/// reads, so that another can go on where it ended. One for each change; not thread-safe.
/// </summary>
internal sealed partial class ProfileChanger(
    DedicatedClient dedicated, TimeProvider time, string endpointId, DeploymentProfile profile, ProfileChangeOptions options,
    IProgress<ProfileChangeProgress>? progress)
{
    public async Task<ProfileChangeResult> RunAsync(CancellationToken cancellationToken)
    {
        ProfileChangePlan plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
        if (plan.Old is not { } old)
        {
            Report(ProfileChangeStage.Done, $"{plan.New!.Name} has the profile already", plan.New);
            return new ProfileChangeResult { Deployment = plan.New };
        }

        DedicatedDeployment made = await MakeAsync(plan, old, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!plan.IsShifted)
            {
                made = await StartAsync(made, cancellationToken).ConfigureAwait(false);
                await ShareAsync([(old.Id, plan.Weight), (made.Id, plan.Weight)], cancellationToken).ConfigureAwait(false);
                Report(ProfileChangeStage.Sharing, $"{old.Name} and {made.Name} share the traffic", made);
                made = await SettleAsync(made, options.SplitDelay, cancellationToken).ConfigureAwait(false);
            }

            await ShareAsync([(old.Id, 0), (made.Id, plan.Weight)], cancellationToken).ConfigureAwait(false);
            Report(ProfileChangeStage.Draining, $"new requests go to {made.Name}; {old.Name} ends what it has", made);
            made = await SettleAsync(made, options.SplitDelay + options.Drain, cancellationToken).ConfigureAwait(false);
        }
        catch (NotComingUpException reason)
        {
            throw await RollBackAsync(plan, old, made, reason, cancellationToken).ConfigureAwait(false);
        }

        Report(ProfileChangeStage.Stopping, $"{old.Name} is being stopped", made);
        TeardownResult ended = await EndAsync(old.Id, options.DeleteOld ? TeardownDepth.DeleteDeployments : TeardownDepth.Stop, cancellationToken).ConfigureAwait(false);
        made = await dedicated.Deployments.GetAsync(endpointId, made.Id, cancellationToken).ConfigureAwait(false);
        Report(ProfileChangeStage.Done, ended.ToString(), made);
        return new ProfileChangeResult { Deployment = made, OldDeploymentId = old.Id, OldDeployment = ended };
    }

    private async Task<ProfileChangePlan> PlanAsync(CancellationToken cancellationToken)
    {
        DedicatedEndpoint endpoint = await dedicated.Endpoints.GetAsync(endpointId, cancellationToken).ConfigureAwait(false);
        return ProfileChangePlan.Of(endpoint, await ListAsync(cancellationToken).ConfigureAwait(false), profile, options);
    }

    private async Task<List<DedicatedDeployment>> ListAsync(CancellationToken cancellationToken)
    {
        List<DedicatedDeployment> deployments = [];
        await foreach (DedicatedDeployment deployment in dedicated.Deployments.ListAsync(endpointId, cancellationToken: cancellationToken).ConfigureAwait(false))
            deployments.Add(deployment);
        return deployments;
    }

    private async Task<DedicatedDeployment> MakeAsync(ProfileChangePlan plan, DedicatedDeployment old, CancellationToken cancellationToken)
    {
        if (plan.New is { } found)
        {
            if (!ProfileChangePlan.HasEnded(found))
            {
                Report(ProfileChangeStage.Creating, $"{found.Name} was made before", found);
                return found;
            }

            // What an attempt that failed has left; its name is wanted again.
            TeardownResult cleared = await EndAsync(found.Id, TeardownDepth.DeleteDeployments, cancellationToken).ConfigureAwait(false);
            if (!cleared.IsComplete)
                throw Failed($"The deployment {found.Name} of an earlier attempt is in the way and could not be deleted: {cleared}.", null, found.Id, cleared);
        }

        CreateDedicatedDeploymentRequest request = new()
        {
            Name = plan.Name,
            Model = profile.Model,
            Config = profile.Config,
            EnableLora = old.EnableLora,
            Placement = old.Placement,
            Autoscaling = options.Replicas is { } replicas
                ? old.Autoscaling with { MinReplicas = replicas.Min, MaxReplicas = replicas.Max }
                : old.Autoscaling,
        };
        AutoscalingRules.ThrowOnFaults(request.Autoscaling, "autoscaling");
        try
        {
            DedicatedDeployment made = await dedicated.Deployments.CreateAsync(endpointId, request, cancellationToken).ConfigureAwait(false);
            Report(ProfileChangeStage.Creating, $"{made.Name} was made", made);
            return made;
        }
        catch (TogetherException exception) when (exception is not TogetherAuthenticationException)
        {
            // The reply may be lost and the deployment there: only the list knows.
            if ((await ListAsync(cancellationToken).ConfigureAwait(false)).Find(deployment => deployment.Name.EndsWith("/" + plan.Name, StringComparison.Ordinal)) is { } there)
            {
                Report(ProfileChangeStage.Creating, $"{there.Name} was made, although its reply was not received", there);
                return there;
            }

            throw Failed($"The new deployment could not be made: {exception.Message} {old.Name} serves as before.", exception, null, null);
        }
    }

    private async Task<DedicatedDeployment> StartAsync(DedicatedDeployment made, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            (DedicatedDeployment? seen, string? problem) = await LookAsync(made.Id, cancellationToken).ConfigureAwait(false);
            if (seen is not null)
            {
                made = seen;
                Report(ProfileChangeStage.Starting, $"{made.Name} is {made.Status.State}{(made.Status.Message.Length > 0 ? ": " + made.Status.Message : "")}", made);
                if (made.Status.State == DeploymentState.Ready)
                    return made;
                if (ProfileChangePlan.HasEnded(made) || made.Status.State == DeploymentState.Stopping)
                    throw new NotComingUpException($"{made.Name} is {made.Status.State}: {made.Status.Message}".TrimEnd(' ', ':'));
            }

            if (options.Deadline != Timeout.InfiniteTimeSpan && time.GetElapsedTime(started) + options.Interval > options.Deadline)
                throw new NotComingUpException($"{made.Name} was not ready within {options.Deadline}, but {problem ?? made.Status.State.Value}");
            await Task.Delay(options.Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets a change of the split come into force, and sees to it that the new deployment stays up meanwhile.</summary>
    private async Task<DedicatedDeployment> SettleAsync(DedicatedDeployment made, TimeSpan duration, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            (DedicatedDeployment? seen, _) = await LookAsync(made.Id, cancellationToken).ConfigureAwait(false);
            made = seen ?? made;
            if (ProfileChangePlan.HasEnded(made) || made.Status.State == DeploymentState.Stopping || made.Status.ReadyReplicas == 0)
                throw new NotComingUpException($"{made.Name} did not stay up: it is {made.Status.State}, with {made.Status.ReadyReplicas ?? 0} ready replicas");
            TimeSpan left = duration - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return made;
            await Task.Delay(left < options.Interval ? left : options.Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the new deployment. A look that fails is no news of it; one that finds nothing is.</summary>
    private async Task<(DedicatedDeployment? Deployment, string? Problem)> LookAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await dedicated.Deployments.GetAsync(endpointId, id, cancellationToken).ConfigureAwait(false), null);
        }
        catch (TogetherNotFoundException)
        {
            throw new NotComingUpException($"{id} was deleted meanwhile");
        }
        catch (TogetherException exception) when (exception is not TogetherAuthenticationException)
        {
            return (null, exception.Message);
        }
    }

    private void Report(ProfileChangeStage stage, string message, DedicatedDeployment? deployment) =>
        progress?.Report(new ProfileChangeProgress { Stage = stage, At = time.GetUtcNow(), Message = message, Deployment = deployment });

    /// <summary>Why everything is put back. Never leaves this class.</summary>
    private sealed class NotComingUpException(string message) : Exception(message);
}
