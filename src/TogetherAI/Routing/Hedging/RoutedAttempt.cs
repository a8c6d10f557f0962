namespace TogetherAI;

/// <summary>
/// One attempt on one lane: what it holds of the lane (a place in flight, a place among those that wait for a first token, money set aside)
/// is given back exactly once on every path. Thread-safe.
/// </summary>
internal sealed class RoutedAttempt : Entrant<FirstTokenStream>
{
    private readonly RoutedCall _call;
    private readonly int _ticket;
    private readonly long _started;
    private readonly TimeSpan _wait;
    private bool _pending = true;
    private bool _held = true;
    private decimal _cost; // what is set aside, as long as it is held
    private long _firstTokenTicks = -1;
    private string? _error;

    /// <param name="call">The request.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="reason">Why that lane.</param>
    /// <param name="isHedge">Whether it races another attempt, at a price that the budget for hedges bears.</param>
    /// <param name="reserved">What was set aside for it in the router's purse, in USD.</param>
    public RoutedAttempt(RoutedCall call, Lane lane, RouteReason reason, bool isHedge, decimal reserved)
    {
        _call = call;
        Lane = lane;
        Reason = reason;
        IsHedge = isHedge;
        _cost = reserved;
        _started = call.Time.GetTimestamp();
        call.Router.AttemptStarted();
        _wait = lane.Wait();
        lane.Entered(call.Route.Class);
        _ticket = lane.Pending.Enter(call.PromptTokens);
        lane.Counters.Requested();
        if (isHedge)
            lane.Counters.Hedged();
    }

    public Lane Lane { get; }

    public RouteReason Reason { get; }

    public bool IsHedge { get; }

    public TimeSpan StartedAfter => _call.AgeAt(_started);

    /// <summary>How much longer half of the attempts take that are as old as this one.</summary>
    public TimeSpan MedianRest => Lane.MedianRest(_call.PromptTokens, _wait, Age);

    /// <summary>Since the attempt was started.</summary>
    public TimeSpan Age => _call.Time.GetElapsedTime(_started);

    public TimeSpan? TimeToFirstToken => Volatile.Read(ref _firstTokenTicks) is >= 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    public RouteAttempt Report(bool won) => new()
    {
        Lane = Lane.Options.Name,
        Reason = Reason,
        StartedAfter = StartedAfter,
        TimeToFirstToken = TimeToFirstToken,
        Won = won,
        Error = _error,
        CostUsd = _cost,
    };

    /// <summary>Gives the attempt up: it lost the race, or its caller has gone. Its age still tells that its first token takes longer than that.</summary>
    public void Abandon()
    {
        if (LeavePending())
            Lane.GivenUp(_call.PromptTokens, _wait, Age);
        Release(generated: 0);
        Cancel();
    }

    /// <summary>The answer is whole.</summary>
    public void Completed(TokenUsage? usage, int chunks, TimeSpan sinceFirstToken)
    {
        int generated = usage?.CompletionTokens ?? chunks;
        Lane.Pace.Record(sinceFirstToken, generated);
        if (usage is not null)
            _call.Router.Learn(_call, usage);
        Release(generated, usage?.PromptTokens);
    }

    /// <summary>The stream broke after its first token.</summary>
    public void Broke(Exception exception, int chunks)
    {
        Note(exception);
        Release(chunks);
    }

    /// <summary>The reader went away in the middle.</summary>
    public void Left(int chunks)
    {
        Release(chunks);
        Cancel();
    }

    protected override async ValueTask<FirstTokenStream> ReachAsync(CancellationToken cancellationToken)
    {
        ChatStream stream = await Lane.Chat.StreamAsync(_call.Request, Lane.Options.Model, cancellationToken).ConfigureAwait(false);
        if (!Lane.Options.IsDedicated)
            Lane.Pacer.Observe(stream.Http.RateLimits);
        FirstTokenStream reached = new(stream);
        try
        {
            // Headers, and chunks with only a role, decide nothing: servers send them before they begin to compute.
            while (stream.TimeToFirstToken is null && await stream.ReadNextAsync().ConfigureAwait(false) is { } chunk)
                reached.Add(chunk);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        Reached();
        return reached;
    }

    protected override void Finished() => _call.Router.AttemptFinished();

    protected override void Ended(Exception exception)
    {
        if (!LeavePending())
            return; // it was given up before
        Note(exception);
        Release(generated: 0, promptTokens: exception is TogetherException { StatusCode: not null } ? 0 : null);
    }

    private void Reached()
    {
        if (!LeavePending())
            return;
        TimeSpan time = Age;
        Volatile.Write(ref _firstTokenTicks, time.Ticks);
        Lane.FirstTokenCame(_call.PromptTokens, _wait, time);
        _call.Router.Ramp?.Succeeded(Lane.Index, time);
        _call.Router.RoomAppeared();
    }

    private bool LeavePending()
    {
        if (!Interlocked.Exchange(ref _pending, false))
            return false;
        Lane.Pending.Leave(_ticket);
        return true;
    }

    private void Note(Exception exception)
    {
        _error = LaneFailure.Describe(exception);
        if (exception is OperationCanceledException)
            return;
        Lane.Counters.Failed();
        switch (LaneFailure.Classify(exception))
        {
            case LaneFailureKind.Throttled:
                Lane.Counters.TurnedAway();
                Lane.PushedBack();
                Lane.Pacer.Throttled((exception as TogetherException)?.RetryAfter);
                Lane.Limit.Dropped();
                break;
            case LaneFailureKind.Overloaded:
                Lane.PushedBack();
                Lane.Limit.Dropped();
                TimeSpan? retryAfter = (exception as TogetherException)?.RetryAfter;
                if (Lane.Options.IsDedicated && Lane.FirstTokens.PerSecond > 0)
                    Lane.Pacer.Throttled(retryAfter); // its queue is full, and it works: less is what it needs, not nothing
                else
                    Lane.Health.Failed(retryAfter, Age);
                break;
            case LaneFailureKind.Lane:
                Lane.Health.Failed(retryAfter: null, Age);
                break;
        }

        if (LaneFailure.Classify(exception) is LaneFailureKind.Lane or LaneFailureKind.Overloaded)
            _call.Router.Ramp?.Failed(Lane.Index);
    }

    private void Release(int generated, int? promptTokens = null)
    {
        if (!Interlocked.Exchange(ref _held, false))
            return;
        decimal reserved = _cost;
        _cost = Lane.CostOf(promptTokens ?? _call.PromptTokens, generated);
        _call.Router.Settle(this, reserved, _cost);
        Lane.Left(_call.Route.Class);
        _call.Router.RoomAppeared();
    }
}
