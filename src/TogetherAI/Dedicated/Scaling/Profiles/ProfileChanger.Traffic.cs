namespace TogetherAI;

/// <content>The traffic, and the way back.</content>
internal sealed partial class ProfileChanger
{
    private const int ConflictRetries = 5;

    /// <summary>Gives deployments their weights; those that are not named keep theirs. 0 takes one out.</summary>
    private async Task ShareAsync((string Id, double Weight)[] shares, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                DedicatedEndpoint endpoint = await dedicated.Endpoints.GetAsync(endpointId, cancellationToken).ConfigureAwait(false);
                TrafficSplitEntry[] split =
                [
                    .. endpoint.TrafficSplit.Where(entry => !shares.Any(share => share.Id == entry.DeploymentId)),
                    .. shares.Where(static share => share.Weight > 0).Select(static share => new TrafficSplitEntry { DeploymentId = share.Id, Weight = share.Weight }),
                ];
                string? etag = endpoint.Etag.Length > 0 ? endpoint.Etag : null;
                await dedicated.Endpoints.SetTrafficSplitAsync(endpointId, split, etag, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TogetherConflictException) when (attempt < ConflictRetries)
            {
                // Somebody was faster: the next attempt reads what they left.
            }
        }
    }

    private async Task<TeardownResult> EndAsync(string deploymentId, TeardownDepth depth, CancellationToken cancellationToken) =>
        await new Teardown(
            dedicated, time, endpointId, new TeardownOptions { Depth = depth, Interval = options.Interval }, deployment => deployment.Id == deploymentId)
            .RunAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Gives the old deployment its traffic back, then ends the new one: in this order nobody is refused meanwhile.</summary>
    private async Task<ProfileChangeException> RollBackAsync(
        ProfileChangePlan plan, DedicatedDeployment old, DedicatedDeployment made, Exception reason, CancellationToken cancellationToken)
    {
        Report(ProfileChangeStage.RollingBack, reason.Message, made);
        bool isRestored = false;
        string problem = "";
        try
        {
            await ShareAsync([(old.Id, plan.Weight), (made.Id, 0)], cancellationToken).ConfigureAwait(false);
            isRestored = true;
        }
        catch (TogetherException exception) when (exception is not TogetherAuthenticationException)
        {
            problem = $" The traffic could not be given back ({exception.Message}): set the split of {endpointId} to {old.Id}.";
        }

        TeardownResult ended = await EndAsync(made.Id, TeardownDepth.DeleteDeployments, cancellationToken).ConfigureAwait(false);
        return new ProfileChangeException(
            $"The profile was not changed: {reason.Message}. {(isRestored ? $"{old.Name} serves as before." : problem.TrimStart())} Of the new deployment: {(ended.IsComplete ? "deleted" : ended.ToString())}.", reason.InnerException)
        {
            NewDeploymentId = made.Id,
            IsTrafficRestored = isRestored,
            NewDeployment = ended,
        };
    }

    private static ProfileChangeException Failed(string message, Exception? cause, string? newId, TeardownResult? ended) =>
        new(message, cause) { NewDeploymentId = newId, IsTrafficRestored = true, NewDeployment = ended };
}
