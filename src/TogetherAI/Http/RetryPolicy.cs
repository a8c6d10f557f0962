using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Polly;
using Polly.Retry;

namespace TogetherAI;

/// <summary>
/// Decides which failed attempts are followed by another, and after what wait; Polly runs the loop on the client's clock. Thread-safe.
/// </summary>
internal sealed class RetryPolicy
{
    private static readonly ResiliencePropertyKey<Call> s_callProperty = new("TogetherAI.Call");

    private readonly RetryOptions _options;
    private readonly TimeSpan _total;
    private readonly TimeProvider _time;
    private readonly Random _jitter;
    private readonly ResiliencePipeline _pipeline;

    public RetryPolicy(TogetherClientOptions options)
    {
        _options = options.Retry;
        _total = options.Timeouts.Total;
        _time = options.TimeProvider;
        _jitter = new Random(_options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue, // ShouldRetry counts: it also knows the operation and the time that is left
                ShouldHandle = args => ValueTask.FromResult(ShouldRetry(args.Context, args.Outcome.Exception)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(PlanWait(args.Context, args.Outcome.Exception)),
            })
            .Build();
    }

    /// <summary>Runs attempts until one succeeds or none may follow.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attempt">Makes one attempt; a <see cref="TogetherException"/> it throws has been noted in the call.</param>
    /// <param name="state">Handed to <paramref name="attempt"/>.</param>
    /// <exception cref="TogetherException">The failure of the last attempt.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<TResult> ExecuteAsync<TResult, TState>(Call call, Func<Call, TState, ValueTask<TResult>> attempt, TState state)
    {
        TogetherException failure;
        try
        {
            return await attempt(call, state).ConfigureAwait(false);
        }
        catch (TogetherException exception) when (exception.Details.IsTransient)
        {
            failure = exception;
        }

        return await RetryAsync(call, attempt, state, failure).ConfigureAwait(false);
    }

    /// <summary>Goes on after a first failure. Apart from it, so that a call that succeeds at once, as nearly all do, pays for no loop.</summary>
    private async ValueTask<TResult> RetryAsync<TResult, TState>(
        Call call, Func<Call, TState, ValueTask<TResult>> attempt, TState state, TogetherException failure)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(call.Caller);
        context.Properties.Set(s_callProperty, call);
        try
        {
            Outcome<TResult> outcome = await _pipeline.ExecuteOutcomeAsync(
                static async (_, s) =>
                {
                    try
                    {
                        // The loop begins with the attempt that has been made.
                        return Interlocked.Exchange(ref s.failure.Value, null) is { } failure
                            ? Outcome.FromException<TResult>(failure)
                            : Outcome.FromResult(await s.attempt(s.call, s.state).ConfigureAwait(false));
                    }
                    catch (Exception exception)
                    {
                        return Outcome.FromException<TResult>(exception);
                    }
                },
                context,
                (call, attempt, state, failure: new StrongBox<TogetherException?>(failure))).ConfigureAwait(false);
            outcome.ThrowIfException();
            return outcome.Result!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool ShouldRetry(ResilienceContext context, Exception? exception)
    {
        if (exception is not TogetherException { Details.IsTransient: true } failure || !context.Properties.TryGetValue(s_callProperty, out Call? call))
            return false;
        if (call.Attempts > (call.Options?.MaxRetries ?? _options.MaxRetries) || call.Retry == RetryClass.Never)
            return false;
        if (call.Retry == RetryClass.Once && !failure.Details.NotProcessed)
            return false;
        if (failure.RetryAfter > _options.MaxServerDelay)
            return false;

        // A wait that outlives the call's own limit would only delay the bad news.
        TimeSpan total = call.Options?.TotalTimeout ?? _total;
        return total == Timeout.InfiniteTimeSpan
            || _time.GetElapsedTime(call.Started) + (failure.RetryAfter ?? Backoff(call.Attempts)) < total;
    }

    private TimeSpan PlanWait(ResilienceContext context, Exception? exception)
    {
        Call call = context.Properties.GetValue(s_callProperty, null!);
        TimeSpan wait = (exception as TogetherException)?.RetryAfter ?? Jitter(Backoff(call.Attempts));
        call.Recorder.Retrying(call.Waits(wait));
        return wait;
    }

    private TimeSpan Backoff(int failures)
    {
        double factor = Math.Pow(2, Math.Min(failures - 1, 30));
        return factor * _options.BaseDelay < _options.MaxDelay ? factor * _options.BaseDelay : _options.MaxDelay;
    }

    private TimeSpan Jitter(TimeSpan wait)
    {
        double share;
        lock (_jitter)
            share = _jitter.NextDouble();
        return wait * (1 - (0.25 * share));
    }
}
