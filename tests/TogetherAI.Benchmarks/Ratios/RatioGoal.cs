namespace TogetherAI.Benchmarks;

/// <summary>
/// What this project promises about its cost, as a ratio: the same work done by us and by a peer, in one process, turn by turn, so that the
/// machine and its mood cancel out.
/// </summary>
internal abstract class RatioGoal : IAsyncDisposable
{
    /// <summary>The name the report prints, such as <c>chat-stream</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Who we are compared with.</summary>
    public abstract string Peer { get; }

    /// <summary>The most of the peer's time that we may take; null for no such goal.</summary>
    public abstract double? TimeLimit { get; }

    /// <summary>The most of the peer's allocated bytes that we may take; null for no such goal.</summary>
    public abstract double? BytesLimit { get; }

    /// <summary>Does the work our way.</summary>
    /// <returns>A number that shows the work was done; the peer's must be the same.</returns>
    public abstract Task<long> OursAsync();

    /// <summary>Does the work the peer's way.</summary>
    /// <returns>A number that shows the work was done; ours must be the same.</returns>
    public abstract Task<long> PeerAsync();

    public abstract ValueTask DisposeAsync();
}
