namespace TogetherAI;

/// <summary>
/// Keeps a deployment to a schedule: when a rule begins, the deployment is told once. What somebody else changes in between stays until the next
/// rule begins. Thread-safe; one <see cref="RunAsync"/> at a time.
/// </summary>
/// <remarks>
/// The rule that holds when it starts is applied at once, whenever it began: after a standstill, of this process or of its machine, what was missed is
/// made up for by the last rule alone. A deployment that somebody stopped is started again when the next rule with replicas begins.
/// In a host: <c>services.AddTogetherScheduledScaling(…)</c>.
/// </remarks>
public sealed class ScheduledScaler
{
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromMinutes(10);

    // A timer counts time that passes; the clock can also be set, and a machine sleeps. So it is looked at from time to time.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(10);

    private readonly DedicatedClient _dedicated;
    private readonly TimeProvider _time;
    private readonly string _endpointId;
    private readonly string _deploymentId;
    private int _running;

    /// <summary>Makes a scaler, which does nothing before <see cref="RunAsync"/>.</summary>
    /// <param name="client">The client; it stays the caller's. Its clock is the scaler's.</param>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="schedule">The schedule.</param>
    /// <exception cref="ArgumentException">An id is empty.</exception>
    public ScheduledScaler(TogetherClient client, string endpointId, string deploymentId, ScalingSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(endpointId);
        ArgumentException.ThrowIfNullOrWhiteSpace(deploymentId);
        ArgumentNullException.ThrowIfNull(schedule);
        (_dedicated, _time) = (client.Dedicated, client.Dedicated.TimeProvider);
        (_endpointId, _deploymentId, Schedule) = (endpointId, deploymentId, schedule);
    }

    /// <summary>The schedule.</summary>
    public ScalingSchedule Schedule { get; }

    /// <summary>Keeps to the schedule until it is cancelled.</summary>
    /// <param name="progress">Told whatever is done, or fails; null for nobody.</param>
    /// <param name="cancellationToken">Ends it. The deployment stays as it is.</param>
    /// <returns>A task that ends with the cancellation.</returns>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    /// <exception cref="TogetherAuthenticationException">The key is missing, wrong, or not allowed to do this.</exception>
    /// <exception cref="TogetherNotFoundException">The deployment does not exist any more.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(IProgress<ScheduledScaling>? progress = null, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
            throw new InvalidOperationException("This scaler runs already. Two would tell the deployment everything twice.");
        try
        {
            DateTimeOffset? applied = null;
            TimeSpan retry = s_firstRetry;
            while (true)
            {
                DateTimeOffset now = _time.GetUtcNow();
                (ScalingRule rule, DateTimeOffset since) = Schedule.At(now);
                DateTimeOffset next = Schedule.NextAfter(now);
                if (applied is null || since > applied)
                {
                    ScheduledScaling done = await ApplyAsync(rule, since, cancellationToken).ConfigureAwait(false);
                    progress?.Report(done);
                    if (done.Error is null)
                    {
                        (applied, retry) = (since, s_firstRetry);
                    }
                    else
                    {
                        next = next < now + retry ? next : now + retry;
                        retry = Shorter(retry * 2, s_longestRetry);
                    }
                }

                TimeSpan wait = next - _time.GetUtcNow(); // a call takes its time, and the machine may have slept
                await Task.Delay(wait > TimeSpan.Zero ? Shorter(wait, s_longestWait) : TimeSpan.Zero, _time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private async Task<ScheduledScaling> ApplyAsync(ScalingRule rule, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ScheduledScaling step = new() { At = _time.GetUtcNow(), Rule = rule, Since = since };
        try
        {
            DedicatedDeployment deployment = rule.Replicas is { } replicas
                ? await _dedicated.ScaleAsync(_endpointId, _deploymentId, replicas, cancellationToken).ConfigureAwait(false)
                : await _dedicated.Deployments.StopAsync(_endpointId, _deploymentId, cancellationToken).ConfigureAwait(false);
            return step with { Deployment = deployment };
        }
        catch (TogetherException exception) when (exception is not (TogetherAuthenticationException or TogetherNotFoundException))
        {
            return step with { Error = exception };
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
