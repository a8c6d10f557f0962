using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>
/// Brings one shard to its end: a job, further jobs for what failed, what is left by itself, and a file with everything to deliver. What the
/// service has no batches for goes by itself at once. Each step is in the journal when it is done, and is not done again. Used once.
/// </summary>
/// <param name="client">Makes the jobs.</param>
/// <param name="single">Sends requests by themselves.</param>
/// <param name="work">What is asked.</param>
/// <param name="state">The run.</param>
/// <param name="options">How often, and what then.</param>
/// <param name="shard">The shard.</param>
/// <param name="reporter">Told of all of it.</param>
internal sealed class ShardRun(
    TogetherClient client, TogetherClient single, BatchWork work, BatchRunState state, BatchRunOptions options, BatchShard shard, BatchRunReporter reporter)
{
    private readonly ShardJobs _jobs = new(client, work, state, options, shard, reporter);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (work.Endpoint is null)
        {
            using AnswerLog all = state.OpenAnswers(shard.Number);
            await SendAsync(all, only: null, shard.Count - all.Ids.Count, cancellationToken).ConfigureAwait(false);
            await FinishAsync(all, cancellationToken).ConfigureAwait(false);
            return;
        }

        HashSet<string> left = await _jobs.RunAsync(cancellationToken).ConfigureAwait(false);
        if (left.Count == 0)
        {
            await FinishAsync(null, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Also where nothing is sent any more: an earlier life of the run may have had other options.
        using AnswerLog answers = state.OpenAnswers(shard.Number);
        if (options.Fallback == BatchFallback.Serverless && left.Count <= options.FallbackLimit)
        {
            long open = left.Count - answers.Ids.Count;
            reporter.Repeat(shard, open);
            await SendAsync(answers, left, open, cancellationToken).ConfigureAwait(false);
        }

        await FinishAsync(answers, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(AnswerLog answers, HashSet<string>? only, long open, CancellationToken cancellationToken)
    {
        reporter.Submit(open);
        long answered = 0;
        try
        {
            await new SingleSender(single, work, options, answers, () =>
            {
                Interlocked.Increment(ref answered);
                reporter.Submit(-1);
                if (work.Endpoint is null)
                    reporter.Settle(shard, 1);
            }).RunAsync(_jobs.RequestsAsync(only, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            reporter.Submit(Interlocked.Read(ref answered) - open);
        }
    }

    private async Task FinishAsync(AnswerLog? answers, CancellationToken cancellationToken)
    {
        await ResultFile.WriteAsync(state.DeliveryOf(shard.Number), DeliveryAsync(answers, cancellationToken), cancellationToken).ConfigureAwait(false);
        state.Write(new BatchRecord { Kind = BatchRecord.Finished, Shard = shard.Number });
    }

    /// <summary>The last word on every request.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> DeliveryAsync(AnswerLog? answers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (byte[] line in answers?.Lines() ?? [])
            yield return line;
        for (int attempt = 0; attempt < shard.Attempts.Count; attempt++)
        {
            await foreach (BatchResult result in ResultFile.ReadAsync(state.ResultsOf(shard.Number, attempt), work, cancellationToken).ConfigureAwait(false))
            {
                bool hasLaterWord = attempt + 1 < shard.Attempts.Count && ShardJobs.IsRepeatable(result);
                if (!hasLaterWord && answers?.Ids.Contains(result.CustomId!) != true)
                    yield return result.Line;
            }
        }
    }
}
