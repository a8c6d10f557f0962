using System.Collections;
using TogetherAI.Local.Batches;

namespace TogetherAI.Local;

/// <summary>The batches of a running server, in the order of their making, and what goes wrong with those to come. Thread-safe.</summary>
public sealed class LocalBatches : IReadOnlyCollection<LocalBatch>
{
    private readonly BatchDesk _desk;

    internal LocalBatches(BatchDesk desk) => _desk = desk;

    /// <summary>How many batches there are.</summary>
    public int Count => _desk.Runs.Count;

    /// <summary>Begins a fault of the batches that are created from now on.</summary>
    /// <param name="jobs">How many of them it strikes; 1 or more.</param>
    /// <returns>What it shall be. Faults are used up in the order in which they were written, one a batch.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="jobs"/> is less than 1.</exception>
    public BatchFaultBuilder OnNext(int jobs = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        return new BatchFaultBuilder(_desk, jobs);
    }

    /// <summary>
    /// Says what is heard in recordings: no model here has ears. From then on the server takes batches of <c>/v1/audio/transcriptions</c>.
    /// </summary>
    /// <param name="text">The text of a recording, by its address; called on the server's threads, possibly for several at once.</param>
    public void Transcribe(Func<string, string> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _desk.Answerer.Hear(text);
    }

    /// <summary>Goes through the batches.</summary>
    /// <returns>An enumerator in the order of their making.</returns>
    public IEnumerator<LocalBatch> GetEnumerator() => _desk.Runs.Select(static run => new LocalBatch(run)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
