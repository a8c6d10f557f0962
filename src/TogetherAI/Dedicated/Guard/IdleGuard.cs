using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TogetherAI;

/// <summary>
/// Stops deployments that nobody has called for their window. It sees the calls of the client it was made with, of all clients that come from
/// that one, and what the service reports of everybody's, which lags behind: a request within that lag is seen by nobody, and can meet an
/// endpoint that is being stopped. It never stops what starts, what this process is calling, or what it cannot judge. Endpoints of the first
/// version are left alone: they could never be started again. Thread-safe; it looks once at a time.
/// </summary>
/// <remarks>
/// A deployment without requests is stopped at the latest one <see cref="IdleGuardOptions.Poll"/> after its window and
/// <see cref="IdleDecision.ServiceLag"/> have passed. One that the endpoint's traffic split gives a weight is judged by the requests to the
/// whole endpoint, any other by those to itself: so what a change of hardware left behind is found beside one that works.
/// </remarks>
public sealed partial class IdleGuard
{
    private static readonly TimeSpan s_hookTime = TimeSpan.FromSeconds(30);

    private readonly TogetherClient _client;
    private readonly TogetherClient _once;
    private readonly TimeProvider _time;
    private readonly OwnTraffic _traffic;
    private readonly ILogger _logger;
    private readonly ClockWatch _clock;
    private readonly SemaphoreSlim _looking = new(1, 1);
    private Dictionary<string, WatchedDeployment> _watched = [];

    /// <summary>Makes a guard. It does nothing before <see cref="CheckAsync"/> or <see cref="RunAsync"/>.</summary>
    /// <param name="client">The client whose project is watched; its clock and its loggers are the guard's too. Not disposed with the guard.</param>
    /// <param name="options">What to watch, and when to stop it.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds; the message names each.</exception>
    public IdleGuard(TogetherClient client, IdleGuardOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowOnFaults();
        _client = client;
        _once = client.With(new RequestOptions { MaxRetries = 0 });
        _time = client.Options.TimeProvider;
        _traffic = client.Traffic;
        _logger = client.Options.LoggerFactory?.CreateLogger<IdleGuard>() ?? (ILogger)NullLogger.Instance;
        _clock = new ClockWatch(_time);
        Options = options;
    }

    /// <summary>What it watches.</summary>
    public IdleGuardOptions Options { get; }

    /// <summary>Looks again and again, until it is cancelled. What cannot be read is logged, and tried again at the next look.</summary>
    /// <param name="progress">Told every decision; null for nobody.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>A task that ends with the watch.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task RunAsync(IProgress<IdleDecision>? progress = null, CancellationToken cancellationToken = default)
    {
        string what = Options.Endpoints is null ? "all endpoints" : string.Join(", ", Options.Endpoints);
        GuardLog.Started(_logger, what, Options.Window, Options.Poll, Options.ServiceLag, Options.DryRun);
        while (true)
        {
            try
            {
                foreach (IdleDecision decision in await CheckAsync(cancellationToken).ConfigureAwait(false))
                    progress?.Report(decision);
            }
            catch (TogetherException exception)
            {
                GuardLog.Blind(_logger, exception.Summary);
            }

            await BackgroundPause.WaitAsync(Options.Poll, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks once at everything it watches, and stops what is idle.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>A decision for each deployment, those that do not run included.</returns>
    /// <exception cref="TogetherException">
    /// The endpoints could not be listed. Where one of them cannot be read, its decision says so instead.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<IReadOnlyList<IdleDecision>> CheckAsync(CancellationToken cancellationToken = default)
    {
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_clock.HasJumped())
                ForgetTimes();
            List<IdleDecision> decisions = [];
            Dictionary<string, WatchedDeployment> seen = [];
            await foreach (DedicatedEndpoint endpoint in EndpointsAsync(cancellationToken).ConfigureAwait(false))
                await LookAtAsync(endpoint, seen, decisions, cancellationToken).ConfigureAwait(false);
            _watched = seen; // what is gone is forgotten
            return decisions;
        }
        finally
        {
            _looking.Release();
        }
    }

    private async IAsyncEnumerable<DedicatedEndpoint> EndpointsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Options.Endpoints is { } ids && ids.All(static id => id.StartsWith("ep_", StringComparison.Ordinal) && !id.EndsWith('*')))
        {
            foreach (string id in ids.Distinct())
            {
                DedicatedEndpoint endpoint;
                try
                {
                    endpoint = await _client.Dedicated.Endpoints.GetAsync(id, cancellationToken).ConfigureAwait(false);
                }
                catch (TogetherNotFoundException)
                {
                    continue; // deleted: nothing to watch
                }

                yield return endpoint;
            }

            yield break;
        }

        await foreach (DedicatedEndpoint endpoint in _client.Dedicated.Endpoints.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (Options.Endpoints is not { } named || named.Any(name => EndpointNames.Matches(name, endpoint)))
                yield return endpoint;
        }
    }

    private async Task LookAtAsync(
        DedicatedEndpoint endpoint, Dictionary<string, WatchedDeployment> seen, List<IdleDecision> decisions, CancellationToken cancellationToken)
    {
        List<DedicatedDeployment> deployments = [];
        try
        {
            await foreach (DedicatedDeployment deployment in _client.Dedicated.Deployments.ListAsync(endpoint.Id, cancellationToken: cancellationToken).ConfigureAwait(false))
                deployments.Add(deployment);
        }
        catch (TogetherNotFoundException)
        {
            return; // deleted since it was listed
        }
        catch (TogetherException exception)
        {
            // What is known of its deployments from before is kept, and a decision says for each that it was not looked at.
            foreach (DeploymentSummary summary in endpoint.Deployments)
            {
                DedicatedDeployment unread = new() { Id = summary.Id, EndpointId = endpoint.Id };
                seen[summary.Id] = _watched.GetValueOrDefault(summary.Id) ?? new WatchedDeployment();
                IdleDecision decision = Unreadable(endpoint, unread, exception);
                decisions.Add(decision);
                await TellAsync(decision, seen[summary.Id], cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        foreach (DedicatedDeployment deployment in deployments)
        {
            WatchedDeployment watched = seen[deployment.Id] = _watched.GetValueOrDefault(deployment.Id) ?? new WatchedDeployment();
            IdleDecision decision = await DecideAsync(endpoint, deployment, watched, cancellationToken).ConfigureAwait(false);
            decisions.Add(decision);
            await TellAsync(decision, watched, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The clock is not what it was: every window begins anew, and until it has passed nothing is stopped by what was before.</summary>
    private void ForgetTimes()
    {
        DateTimeOffset now = _time.GetUtcNow();
        foreach (WatchedDeployment watched in _watched.Values)
            (watched.ActiveSince, watched.ClockJumped) = (now, true);
    }

    /// <summary>Logs a decision, and tells the hook what it is to be told.</summary>
    private async Task TellAsync(IdleDecision decision, WatchedDeployment watched, CancellationToken cancellationToken)
    {
        GuardLog.Decided(_logger, decision, isNews: watched.LastReason != decision.Reason);
        watched.LastReason = decision.Reason;
        bool tell = decision.Outcome != IdleOutcome.None;
        if (decision.Verdict != IdleVerdict.CannotJudge)
            (watched.UnjudgedSince, watched.Told) = (null, false);
        else
        {
            watched.UnjudgedSince ??= decision.At;
            if (!watched.Told && decision.At - watched.UnjudgedSince >= decision.Window)
                tell = watched.Told = true;
        }

        if (!tell || Options.Notify is not { } notify)
            return;
        using CancellationTokenSource limit = new(s_hookTime, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await notify(decision, both.Token).WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            GuardLog.HookFailed(_logger, decision.EndpointName, decision.DeploymentId, exception.GetType().Name);
        }
    }
}
