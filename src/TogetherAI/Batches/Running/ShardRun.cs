using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>
/// Brings one shard to its end: a job, further jobs for what failed, what is left by itself, and a file with everything to deliver. What the
/// service has no batches for goes by itself at once. Each step is in the journal when it is done, and is not done again. Used once.
/// </summary>
internal sealed class ShardRun(BatchRunTools tools, BatchShard shard)
{
    private readonly ShardJobs _jobs = new(tools, shard);
    private readonly ShardRequests _requests = new(tools, shard);

    /// <returns>Whether it is finished; not where the run is ending, and the next one goes on with it.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (tools.Work.Endpoint is null)
        {
            using AnswerLog all = tools.State.OpenAnswers(shard.Number);
            await SendAsync(all, only: null, shard.Count - all.Ids.Count, cancellationToken).ConfigureAwait(false);
            await FinishAsync(all, cancellationToken).ConfigureAwait(false);
            return true;
        }

        // Also where nothing is sent by itself any more: an earlier life of the run may have had other options, and what it bought is not bought again.
        AnswerLog? answers = shard.Alone is null ? null : tools.State.OpenAnswers(shard.Number);
        try
        {
            HashSet<string>? left = await _jobs.RunAsync(answers?.Ids ?? new HashSet<string>(), cancellationToken).ConfigureAwait(false);
            if (left is null)
                return false;
            if (left.Count > 0 && tools.Options.Fallback == BatchFallback.Serverless && left.Count <= tools.Options.FallbackLimit)
            {
                if (!await TryBeginAloneAsync(answers, left, cancellationToken).ConfigureAwait(false))
                    return false;
                answers ??= tools.State.OpenAnswers(shard.Number);
                tools.Reporter.Repeat(shard, left.Count);
                await SendAsync(answers, left, left.Count, cancellationToken).ConfigureAwait(false);
                tools.State.Write(Alone(await UsedAsync(answers, cancellationToken).ConfigureAwait(false)));
            }

            await FinishAsync(answers, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            answers?.Dispose();
        }
    }

    private async Task<bool> TryBeginAloneAsync(AnswerLog? answers, HashSet<string> left, CancellationToken cancellationToken)
    {
        if (tools.Brake.IsOn)
            return false;
        if (answers is not null)
            tools.State.Write(Alone(await UsedAsync(answers, cancellationToken).ConfigureAwait(false))); // of what an earlier life began, only that was paid for
        TokenCount most = await _requests.EstimateAsync(left, cancellationToken).ConfigureAwait(false);
        if (tools.Prices.TryWrite(tools.State, Alone(most + (shard.Alone ?? default)), extra: most, isByItself: true) is not { } refusal)
            return true;
        tools.Brake.Pull(refusal);
        return false;
    }

    private async Task SendAsync(AnswerLog answers, HashSet<string>? only, long open, CancellationToken cancellationToken)
    {
        tools.Reporter.Submit(open);
        long answered = 0;
        try
        {
            await new SingleSender(tools, answers, () =>
            {
                Interlocked.Increment(ref answered);
                tools.Reporter.Submit(-1);
                if (tools.Work.Endpoint is null)
                    tools.Reporter.Settle(shard, 1);
            }).RunAsync(_requests.ReadAsync(only, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            tools.Reporter.Submit(Interlocked.Read(ref answered) - open);
        }
    }

    /// <summary>What the requests that went by themselves used; those whose answer does not tell, at most.</summary>
    private async Task<TokenCount> UsedAsync(AnswerLog answers, CancellationToken cancellationToken)
    {
        TokenCount used = default;
        HashSet<string> untold = new(StringComparer.Ordinal);
        foreach (byte[] line in answers.Lines())
        {
            BatchResult result = tools.Work.Read(new Line(0, line, IsTruncated: false), "");
            if (BatchWork.UsageOf(result.Answer) is { } usage)
                used += new TokenCount(usage.PromptTokens, usage.CompletionTokens);
            else if (result.Error is null or { Code: SingleSender.Unanswered })
                untold.Add(result.CustomId!);
        }

        return untold.Count == 0 ? used : used + await _requests.EstimateAsync(untold, cancellationToken).ConfigureAwait(false);
    }

    private BatchRecord Alone(TokenCount tokens) =>
        new() { Kind = BatchRecord.Alone, Shard = shard.Number, PromptTokens = tokens.Prompt, CompletionTokens = tokens.Completion };

    private async Task FinishAsync(AnswerLog? answers, CancellationToken cancellationToken)
    {
        await tools.State.WriteFileAsync(tools.State.DeliveryOf(shard.Number), DeliveryAsync(answers, cancellationToken), cancellationToken).ConfigureAwait(false);
        tools.State.Write(new BatchRecord { Kind = BatchRecord.Finished, Shard = shard.Number });
    }

    /// <summary>The last word on every request: of those that went by themselves their answer, of all others what the last job with them says.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> DeliveryAsync(AnswerLog? answers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (byte[] line in answers?.Lines() ?? [])
            yield return line;
        long count = answers?.Ids.Count ?? 0;
        HashSet<string> said = new(StringComparer.Ordinal);
        for (int attempt = shard.Attempts.Count - 1; attempt >= 0; attempt--)
        {
            await foreach (BatchResult result in ResultFile.ReadAsync(tools.State.ResultsOf(shard.Number, attempt), tools.Work, cancellationToken).ConfigureAwait(false))
            {
                if (answers?.Ids.Contains(result.CustomId!) == true || (attempt + 1 < shard.Attempts.Count && said.Contains(result.CustomId!)))
                    continue;
                if (attempt > 0)
                    said.Add(result.CustomId!); // the first job has all: none comes after it
                count++;
                yield return result.Line;
            }
        }

        if (count != shard.Count)
        {
            throw new TogetherJournalException(
                JournalFault.Incomplete,
                tools.State.Path,
                FormattableString.Invariant($"The files in '{tools.State.Folder}' hold {count} results for the {shard.Count} requests of part {shard.Number + 1}, though its jobs have ended: ")
                + "somebody changed them. Put back the folder beside the journal, or name another journal to begin anew.");
        }
    }
}
