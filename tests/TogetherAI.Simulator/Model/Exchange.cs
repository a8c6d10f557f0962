using System.Net;
using System.Net.Http.Headers;

namespace TogetherAI.Simulator;

/// <summary>One HTTP request between a client and a service. The services call it when something happens; what waited for that goes on at once.</summary>
internal sealed class Exchange
{
    private readonly TaskCompletionSource<HttpResponseMessage> _headers = new(); // continuations run inline: nothing may leave the thread
    private readonly World _world;
    private readonly ILaneService _service;
    private readonly SimulatedBody _body;
    private CancellationTokenRegistration _cancel;
    private bool _accepted;

    public Exchange(World world, ILaneService service, RequestPlan plan, Attempt attempt)
    {
        _world = world;
        _service = service;
        Plan = plan;
        Attempt = attempt;
        Luck = new Draw(world.Seed, (ulong)plan.Id, (ulong)((int)attempt.Lane + (2 * attempt.Index)));
        _body = new SimulatedBody(world.Time, Leave);
    }

    public RequestPlan Plan { get; }

    public Attempt Attempt { get; }

    /// <summary>The attempt's own luck; the same whatever else goes on.</summary>
    public Draw Luck;

    public bool HasEnded => Attempt.Outcome != AttemptOutcome.Running;

    /// <summary>Where the service stands with it; the service's own.</summary>
    public ServiceState State { get; set; }

    /// <summary>The time an output token takes; the service's own.</summary>
    public long TicksPerToken { get; set; }

    /// <summary>Who serves it; the service's own.</summary>
    public Replica? Replica { get; set; }

    /// <summary>Sends the request; the answer is its headers.</summary>
    public Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        _cancel = cancellationToken.UnsafeRegister(static (state, token) => ((Exchange)state!).CancelHeaders(token), this);
        _world.Time.Plan(_world.Time.Now + _world.RoundTrip, static exchange => ((Exchange)exchange).Arrive(), this);
        return _headers.Task;
    }

    /// <summary>No connection.</summary>
    public void RefuseConnection()
    {
        End(AttemptOutcome.Refused);
        _cancel.Unregister();
        _headers.TrySetException(new HttpRequestException(HttpRequestError.ConnectionError, "connection refused"));
    }

    /// <summary>Answers with an error.</summary>
    public void Refuse(HttpStatusCode status, double? retryAfterSeconds)
    {
        End(status == HttpStatusCode.TooManyRequests ? AttemptOutcome.Throttled : AttemptOutcome.Unavailable);
        HttpResponseMessage response = new(status) { Content = new ByteArrayContent(Frames.Error) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (retryAfterSeconds is { } seconds)
            response.Headers.TryAddWithoutValidation("retry-after-ms", ((long)(seconds * 1000)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        _cancel.Unregister();
        _headers.TrySetResult(response);
    }

    /// <summary>Answers with 200, before any work is done, as these servers do.</summary>
    public void Accept()
    {
        _accepted = true;
        _body.Deliver(Frames.Role(Attempt.Lane));
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new SimulatedContent(_body) };
        _cancel.Unregister();
        _headers.TrySetResult(response);
    }

    /// <summary>The first token has been made.</summary>
    public void FirstToken()
    {
        if (HasEnded)
            return; // a deaf server works on
        Attempt.FirstTokenAt = _world.Time.Now;
        _body.Deliver(Frames.Token(Attempt.Lane));
    }

    /// <summary>More tokens have been made.</summary>
    public void Progress()
    {
        if (!HasEnded)
            _body.Deliver(Frames.Token(Attempt.Lane));
    }

    /// <summary>All tokens have been made.</summary>
    public void Finish()
    {
        if (HasEnded)
            return;
        End(AttemptOutcome.Completed);
        _body.Deliver(Frames.Last(Attempt.Lane, Plan), isLast: true);
    }

    /// <summary>The connection breaks.</summary>
    public void Break()
    {
        if (HasEnded)
            return;
        End(AttemptOutcome.Broken);
        _body.Break();
    }

    public void FirstServerlessToken() => _world.Serverless.MadeFirstToken(this);

    public void MoreServerlessTokens() => _world.Serverless.Progressed(this);

    public void LastServerlessToken() => _world.Serverless.Finished(this);

    private void Arrive()
    {
        if (!HasEnded)
            _service.Arrived(this);
    }

    private void CancelHeaders(CancellationToken token)
    {
        Leave();
        _headers.TrySetCanceled(token);
    }

    private void Leave()
    {
        if (HasEnded)
            return;
        End(AttemptOutcome.Left);
        if (_accepted && !_world.IsDeaf)
            _service.Left(this);
    }

    private void End(AttemptOutcome outcome)
    {
        Attempt.Outcome = outcome;
        Attempt.EndedAt = _world.Time.Now;
        _world.Ended(this, _accepted);
    }
}
