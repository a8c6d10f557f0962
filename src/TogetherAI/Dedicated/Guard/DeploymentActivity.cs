namespace TogetherAI;

/// <summary>Finds out when a deployment was last made, started, changed or scaled up, for a guard that sees it for the first time.</summary>
internal static class DeploymentActivity
{
    private const int MostEvents = 500;

    /// <param name="client">Whom to ask with.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="since">How far back it matters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When; at least when it was made.</returns>
    public static async Task<DateTimeOffset> LastAsync(
        TogetherClient client, DedicatedDeployment deployment, DateTimeOffset since, CancellationToken cancellationToken)
    {
        DateTimeOffset last = deployment.CreatedAt;
        int read = 0;
        CursorList<DedicatedEvent> events = client.Dedicated.Endpoints.ListEventsAsync(
            deployment.EndpointId,
            new DedicatedEventListOptions { Since = since, DeploymentIds = [deployment.Id], Limit = MostEvents },
            cancellationToken);
        await foreach (DedicatedEvent one in events.ConfigureAwait(false))
        {
            if (IsActivity(one) && one.CreatedAt > last)
                last = one.CreatedAt;
            if (++read == MostEvents)
                break; // the newest come first
        }

        return last;
    }

    /// <summary>Fewer replicas, or a line in a log, are no sign that anybody needs it. That it has become ready is: its window begins then.</summary>
    private static bool IsActivity(DedicatedEvent one) =>
        one.Type == DedicatedEventType.DeploymentCreated
        || one.Type == DedicatedEventType.DeploymentUpdated
        || one.Type == DedicatedEventType.DeploymentStatusUpdated
        || one.Type == DedicatedEventType.PodStartupPhaseChanged
        || (one.Type == DedicatedEventType.DeploymentScaled && !(one.NewReplicas < one.OldReplicas));
}
