namespace TogetherAI;

/// <summary>
/// One attempt in a <see cref="HedgeRace{T}"/>. It owns its source of cancellation: a loser's is cancelled, the winner's lives on in what it
/// won. Sources are never pooled, so ending one attempt cannot end another request's stream.
/// </summary>
/// <typeparam name="T">What is raced for.</typeparam>
internal abstract class Entrant<T>
    where T : class, IAsyncDisposable
{
    private readonly CancellationTokenSource _source = new();

    /// <summary>What it reached, when it won.</summary>
    public T? Prize { get; private set; }

    /// <summary>Why it ended without reaching anything.</summary>
    public Exception? Failure { get; private set; }

    public bool IsOver => Prize is not null || Failure is not null;

    /// <summary>Runs until the entrant has won, lost or failed. Never throws: nobody waits for a loser.</summary>
    public async Task RunAsync(HedgeRace<T> race)
    {
        T reached;
        try
        {
            reached = await ReachAsync(_source.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Failure = exception;
            Ended(exception);
            Finished();
            race.Signal();
            return;
        }

        if (race.TryCommit(this))
        {
            Prize = reached;
            Finished();
            race.Signal();
            return;
        }

        try
        {
            await reached.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The race is decided; how a loser's connection ends is of no interest to anyone.
        }

        Finished();
    }

    /// <summary>Ends what the entrant does. Safe at any time, also after it has ended.</summary>
    public void Cancel() => _source.Cancel();

    /// <summary>Goes as far as the point that decides the race.</summary>
    protected abstract ValueTask<T> ReachAsync(CancellationToken cancellationToken);

    /// <summary>Called once, when nothing of the entrant runs any more up to the point that decides the race.</summary>
    protected abstract void Finished();

    /// <summary>Called once when the entrant failed or was cancelled before it reached anything.</summary>
    protected abstract void Ended(Exception exception);
}
