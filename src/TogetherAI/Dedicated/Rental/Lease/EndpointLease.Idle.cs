namespace TogetherAI;

/// <content>Whether anybody uses it: the idle guard's question, asked of one endpoint.</content>
public sealed partial class EndpointLease
{
    private readonly IdleGuard? _guard;

    private static IdleGuard GuardOf(TogetherConnection connection, LeaseRecord record, TimeSpan window) => new(
        new TogetherClient(connection),
        new IdleGuardOptions
        {
            Window = window,
            Endpoints = [record.EndpointId!],
            DryRun = !record.MakesEndpoint, // on an endpoint that others use too it only says what it would stop: the lease stops its own
        });

    private async Task<bool> IsIdleAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<IdleDecision> decisions = await _guard!.CheckAsync(cancellationToken).ConfigureAwait(false);
        return decisions.Any(decision => decision is { Verdict: IdleVerdict.Stop, Outcome: not IdleOutcome.StopFailed } && decision.DeploymentId == DeploymentId);
    }
}
