using TogetherAI.Local.Answers;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Lanes;

/// <summary>One request's place in a lane, and the times it takes there. Used by one request at a time; not thread-safe.</summary>
internal sealed class LaneTurn(ApiCall call, LocalLane lane, LanePace pace, LaneReplica? replica) : IDisposable
{
    private readonly CancellationToken _loss = replica?.Loss.Token ?? default;
    private readonly CancellationTokenSource _ended =
        CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, replica?.Loss.Token ?? default);
    private bool _served;

    public LaneReplica? Replica => replica;

    /// <summary>The server's model that answers; null for the one that the request names.</summary>
    public string? Model { get; init; }

    /// <summary>When the request arrived at the lane.</summary>
    public DateTimeOffset ArrivedAt { get; set; } = call.Time.GetUtcNow();

    /// <summary>When the first token was there; null before.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    public int PromptTokens { get; private set; }

    /// <summary>Tokens of all choices so far.</summary>
    public int OutputTokens { get; set; }

    /// <summary>Whether the client went away.</summary>
    public bool IsAbandoned => call.Aborted.IsCancellationRequested;

    /// <summary>The time from the first token to now.</summary>
    public TimeSpan SinceFirstToken => call.Time.GetElapsedTime(FirstTokenAt);

    private long FirstTokenAt { get; set; }

    /// <summary>Between two tokens, at the replica's speed of now.</summary>
    public TimeSpan PerToken => pace.PerToken * Slowdown;

    private double Slowdown => replica?.SlowdownFactor ?? 1;

    /// <summary>Waits until the prompt is read and the first token is there.</summary>
    public async Task ReadPromptAsync(int promptTokens)
    {
        try
        {
            if (replica is not null)
                await replica.Reader.BeginAsync(_ended.Token).ConfigureAwait(false);
            try
            {
                await DelayAsync(pace.ToFirstToken(promptTokens) * Slowdown).ConfigureAwait(false);
            }
            finally
            {
                replica?.Reader.End();
            }
        }
        catch (OperationCanceledException) when (IsLost)
        {
            throw Lost();
        }

        FirstTokenAt = call.Time.GetTimestamp();
        (ReadAt, PromptTokens) = (call.Time.GetUtcNow(), promptTokens);
    }

    /// <summary>Waits until a token is due, by the time since the first.</summary>
    public async Task ReachAsync(TimeSpan due)
    {
        try
        {
            await DelayAsync(due - SinceFirstToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsLost)
        {
            throw Lost();
        }
    }

    /// <summary>The answer at this turn's pace.</summary>
    public Answer Pace(Answer answer) => new PacedAnswer(answer, this);

    /// <summary>The answer was given to the end.</summary>
    public void Served() => _served = true;

    public void Dispose()
    {
        _ended.Dispose();
        lane.Leave(this, _served);
    }

    /// <summary>Whether the replica went away under the request.</summary>
    public bool IsLost => _loss.IsCancellationRequested && !call.Aborted.IsCancellationRequested;

    private Task DelayAsync(TimeSpan wait)
    {
        _ended.Token.ThrowIfCancellationRequested();
        return wait > TimeSpan.Zero ? call.DelayAsync(wait, _ended.Token) : Task.CompletedTask;
    }

    private Exception Lost() => call.Http.Response.HasStarted ? call.Cut()
        : replica!.IsRetired ? new ApiException(503, "routing_error", $"{lane.Name} was stopped while it served this request.", "model")
        : new ApiException(503, "overloaded", $"A replica of {lane.Name} was lost while it served this request.", "model");
}
