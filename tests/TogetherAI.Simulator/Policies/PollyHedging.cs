using Polly;
using Polly.Hedging;

namespace TogetherAI.Simulator;

/// <summary>
/// Polly's hedging strategy: dedicated, and serverless when that fails or its first token is late. The attempts make a stream at its first token,
/// and read the rest on the caller's own token: Polly's own is pooled and belongs to the next request by then.
/// </summary>
internal sealed class PollyHedging : IPolicy
{
    private static readonly ResiliencePropertyKey<ChatRequest> s_request = new("request");
    private static readonly ResiliencePropertyKey<CancellationToken> s_caller = new("caller");

    private readonly TogetherClient _client;
    private readonly TimeProvider _time;
    private readonly PromptQuantiles? _quantiles;
    private readonly ResiliencePipeline<IAnswer> _pipeline;

    /// <param name="client">Sends the attempts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="delay">How late is late; null for the p95 of what prompts of that length took lately.</param>
    public PollyHedging(TogetherClient client, TimeProvider time, TimeSpan? delay)
    {
        _client = client;
        _time = time;
        _quantiles = delay is null ? new PromptQuantiles(0.95) : null;
        HedgingStrategyOptions<IAnswer> options = new()
        {
            MaxHedgedAttempts = 1,
            Delay = delay ?? TimeSpan.FromSeconds(2),
            ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is { } exception && Failures.CanFallBack(exception)),
            ActionGenerator = args => () => AttemptAsync(args.ActionContext, Lane.Serverless),
        };
        if (_quantiles is not null)
        {
            options.DelayGenerator = args =>
                ValueTask.FromResult(_quantiles.Of(args.Context.Properties.GetValue(s_request, null!)) ?? TimeSpan.FromSeconds(2));
        }

        _pipeline = new ResiliencePipelineBuilder<IAnswer> { TimeProvider = time }.AddHedging(options).Build();
    }

    public async Task<IAnswer> StartAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(s_request, request);
        context.Properties.Set(s_caller, cancellationToken);
        Outcome<IAnswer> outcome = await _pipeline.ExecuteOutcomeAsync(
            static (context, policy) => policy.AttemptAsync(context, Lane.Dedicated), context, this).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
        outcome.ThrowIfException();
        return outcome.Result!;
    }

    public void Dispose()
    {
    }

    private async ValueTask<Outcome<IAnswer>> AttemptAsync(ResilienceContext context, Lane lane)
    {
        ChatRequest request = context.Properties.GetValue(s_request, null!);
        long started = _time.GetTimestamp();

        // A source of the attempt's own, so that the winner's stream outlives Polly's token.
        using CancellationTokenSource own = CancellationTokenSource.CreateLinkedTokenSource(context.Properties.GetValue(s_caller, default));
        CancellationTokenRegistration lost = context.CancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), own);
        try
        {
            IAnswer answer = await StreamedAnswer.OpenAsync(_client, request, lane, released: null, own.Token).ConfigureAwait(false);
            if (lane == Lane.Dedicated)
                _quantiles?.Add(request, _time.GetElapsedTime(started));
            return Polly.Outcome.FromResult(answer);
        }
        catch (Exception exception)
        {
            return Polly.Outcome.FromException<IAnswer>(exception);
        }
        finally
        {
            lost.Unregister();
        }
    }
}
