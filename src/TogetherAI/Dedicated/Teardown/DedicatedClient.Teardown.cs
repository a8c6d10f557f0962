namespace TogetherAI;

/// <content>The way back: stopped, out of the split, deleted.</content>
public sealed partial class DedicatedClient
{
    /// <summary>
    /// Tears an endpoint down in the only order that the service takes: its deployments are told to have no replicas, waited for until they are
    /// seen stopped, taken out of the traffic split and deleted, then the endpoint is. It begins from what it finds, so a teardown that was
    /// ended goes on where it was, what others have done is done, and a deployment made meanwhile is stopped too. Outdated etags are read anew.
    /// </summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="options">How; null for 15 minutes at most, down to the endpoint itself.</param>
    /// <param name="progress">Told every step; null for nobody.</param>
    /// <param name="cancellationToken">Ends the teardown where it is. What was asked to stop goes on stopping.</param>
    /// <returns>
    /// What was seen: check <see cref="TeardownResult.IsComplete"/>. Steps that fail are tried again until the time is up, and are then in the result, not
    /// thrown.
    /// </returns>
    /// <exception cref="ArgumentException">The id is empty, or an option is out of its bounds.</exception>
    /// <exception cref="TogetherAuthenticationException">The key is missing, wrong, or not allowed to do this.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<TeardownResult> TearDownAsync(
        string endpointId, TeardownOptions? options = null, IProgress<TeardownProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(endpointId);
        options ??= new TeardownOptions();
        options.Check();
        return new Teardown(this, _connection.Options.TimeProvider, endpointId, options, concerns: null, progress).RunAsync(cancellationToken);
    }
}
