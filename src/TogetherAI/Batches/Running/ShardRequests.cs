using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>The requests of a shard, as lines of its first job's file.</summary>
internal sealed class ShardRequests(BatchRunTools tools, BatchShard shard)
{
    /// <summary>Goes through them.</summary>
    /// <param name="only">Of these ids; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(HashSet<string>? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Line line in ResultFile.LinesAsync(tools.State.RequestsOf(shard.Number, attempt: 0), cancellationToken).ConfigureAwait(false))
        {
            if (only is null || only.Contains(ResultFile.IdOf(line.Text.Span)))
                yield return line.Text;
        }
    }

    /// <summary>How many tokens some of them take at most.</summary>
    public async Task<TokenCount> EstimateAsync(HashSet<string> only, CancellationToken cancellationToken)
    {
        TokenCount sum = default;
        await foreach (ReadOnlyMemory<byte> line in ReadAsync(only, cancellationToken).ConfigureAwait(false))
            sum += tools.Work.Estimate(ResultFile.BodyOf(line));
        return sum;
    }
}
