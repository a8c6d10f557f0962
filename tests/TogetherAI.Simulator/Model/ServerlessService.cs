using System.Net;

namespace TogetherAI.Simulator;

/// <summary>
/// GPUs shared with everybody: no queue of one's own, but a tail, a rate that grows with recent success, 429 above it and now and then a 503
/// below it.
/// </summary>
internal sealed class ServerlessService(World world, ServerlessModel model) : ILaneService
{
    private static readonly long s_progress = TimeSpan.FromSeconds(4).Ticks;

    private readonly DynamicRate _rate = new(model);

    /// <summary>Whether nothing answers at all.</summary>
    public bool IsOut { get; set; }

    /// <summary>How many times slower than usual.</summary>
    public double Slowness { get; set; } = 1;

    /// <summary>How many times more requests than usual meet the tail.</summary>
    public double TailFactor { get; set; } = 1;

    /// <summary>The rate that is always granted.</summary>
    public double RateFloor { get => _rate.Floor; set => _rate.Floor = value; }

    /// <summary>The share of requests within the rate that get a 503.</summary>
    public double UnavailableShare { get; set; } = model.UnavailableShare;

    /// <summary>How long the first token of a request takes.</summary>
    public static double FirstTokenSeconds(ServerlessModel model, RequestPlan plan, ref Draw luck, double tailFactor = 1)
    {
        double body = luck.Lognormal(model.FirstTokenMedianSeconds, model.FirstTokenSigma);
        bool inTail = luck.Uniform() < model.TailShare * tailFactor;
        double tail = luck.Pareto(model.TailLeastSeconds, model.TailAlpha);
        double seconds = (inTail ? Math.Max(body, tail) : body) + (plan.PromptTokens * model.FirstTokenSecondsPerPromptToken);
        return Math.Min(seconds, model.TailMostSeconds);
    }

    public void Arrived(Exchange exchange)
    {
        double firstToken = FirstTokenSeconds(model, exchange.Plan, ref exchange.Luck, TailFactor) * Slowness;
        double unavailable = exchange.Luck.Uniform();
        if (IsOut)
        {
            exchange.RefuseConnection();
        }
        else if (!_rate.TryTake(world.Time.Now))
        {
            exchange.Refuse(HttpStatusCode.TooManyRequests, model.RetryAfterSeconds);
        }
        else if (unavailable < UnavailableShare)
        {
            exchange.Refuse(HttpStatusCode.ServiceUnavailable, model.RetryAfterSeconds);
        }
        else
        {
            _rate.Succeeded(world.Time.Now);
            exchange.State = ServiceState.Prefilling;
            exchange.TicksPerToken = (long)(model.TokenSeconds * Slowness * TimeSpan.TicksPerSecond);
            world.Time.Plan(
                world.Time.Now + (long)(firstToken * TimeSpan.TicksPerSecond),
                static exchange => ((Exchange)exchange).FirstServerlessToken(),
                exchange);
            exchange.Accept();
        }
    }

    public void Left(Exchange exchange) => exchange.State = ServiceState.Done;

    /// <summary>The prompt in full, and what was generated until now: whether leaving early saves anything is not documented.</summary>
    public double Price(Exchange exchange)
    {
        double generated = exchange.Plan.OutputTokens;
        if (exchange.Attempt.Outcome != AttemptOutcome.Completed && !world.IsDeaf)
        {
            generated = exchange.Attempt.FirstTokenAt is { } first
                ? Math.Min(generated, 1 + ((world.Time.Now - first) / exchange.TicksPerToken))
                : 0;
        }

        return ((exchange.Plan.PromptTokens * model.UsdPerMillionInput) + (generated * model.UsdPerMillionOutput)) / 1e6;
    }

    public void MadeFirstToken(Exchange exchange)
    {
        if (exchange.State != ServiceState.Prefilling)
            return;
        exchange.State = ServiceState.Decoding;
        long ticks = exchange.TicksPerToken * (exchange.Plan.OutputTokens - 1);
        world.Time.Plan(world.Time.Now + ticks, static exchange => ((Exchange)exchange).LastServerlessToken(), exchange);
        if (ticks > s_progress)
            PlanProgress(exchange);
        exchange.FirstToken();
    }

    public void Finished(Exchange exchange)
    {
        if (exchange.State != ServiceState.Decoding)
            return;
        exchange.State = ServiceState.Done;
        exchange.Finish();
    }

    public void Progressed(Exchange exchange)
    {
        if (exchange.State != ServiceState.Decoding)
            return;
        PlanProgress(exchange);
        exchange.Progress();
    }

    private void PlanProgress(Exchange exchange) =>
        world.Time.Plan(world.Time.Now + s_progress, static exchange => ((Exchange)exchange).MoreServerlessTokens(), exchange);
}
