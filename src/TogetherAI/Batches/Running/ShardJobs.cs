using System.Net;

namespace TogetherAI;

/// <summary>The jobs of one shard: the first, and further ones for what failed, expired or got lost in those before. Used once.</summary>
internal sealed class ShardJobs(BatchRunTools tools, BatchShard shard)
{
    private readonly ShardRequests _requests = new(tools, shard);
    private bool _wasCancelledNow;

    /// <summary>Goes through the jobs, until nothing is left or there were as many as there may be.</summary>
    /// <param name="answered">Requests that were answered by themselves, when the run had other options: they need no job any more.</param>
    /// <param name="cancellationToken">Ends the waiting, not the jobs.</param>
    /// <returns>The requests that are left; null where the run is ending and they have to wait for the next.</returns>
    public async Task<HashSet<string>?> RunAsync(IReadOnlySet<string> answered, CancellationToken cancellationToken)
    {
        int known = shard.Attempts.Count;
        HashSet<string> left = new(StringComparer.Ordinal);
        for (int attempt = 0; ; attempt++)
        {
            if (attempt >= shard.Attempts.Count && !await PlanAsync(attempt, left, cancellationToken).ConfigureAwait(false))
                return null;
            if (!shard.Attempts[attempt].IsCollected && !await CollectAsync(attempt, left, isResumed: attempt < known, cancellationToken).ConfigureAwait(false))
                return null;
            await RepeatAsync(left, attempt, answered, cancellationToken).ConfigureAwait(false);
            if (left.Count == 0)
                return left;
            if (_wasCancelledNow)
            {
                tools.Brake.Pull(Cancelled(shard.Attempts[attempt], left.Count));
                return null;
            }

            bool goesOn = attempt + 1 < shard.Attempts.Count; // an earlier process began it, perhaps with other options
            if (!goesOn && shard.Tried >= tools.Options.Attempts)
                return left;
        }
    }

    /// <summary>Whether a request may fare better the next time.</summary>
    public static bool IsRepeatable(BatchResult result) => result.Error is { } error && (result.StatusCode is { } status
        ? status >= 500 || status == (int)HttpStatusCode.TooManyRequests || status == (int)HttpStatusCode.RequestTimeout
            || (status == (int)HttpStatusCode.OK && error.Kind == BatchErrorKind.Unreadable)
        : error.Code is not ("invalid_request_error" or "context_length_exceeded" or "model_not_available"));

    /// <returns>Whether there is to be such a job: not where the run is ending, or would cost too much.</returns>
    private async Task<bool> PlanAsync(int attempt, HashSet<string> left, CancellationToken cancellationToken)
    {
        if (tools.Brake.IsOn)
            return false;

        // A name that is nobody else's: by it the file is found again if the answer to its upload gets lost.
        BatchRecord record = new()
        {
            Kind = BatchRecord.Intended,
            Shard = shard.Number,
            Attempt = attempt,
            Count = attempt == 0 ? shard.Count : left.Count,
            Name = FormattableString.Invariant($"batch-run-{Guid.NewGuid():N}-{shard.Number + 1}-{attempt + 1}.jsonl"),
            PromptTokens = shard.PromptTokens,
            CompletionTokens = shard.CompletionTokens,
        };
        TokenCount extra = default; // a first job is counted with its shard
        if (attempt > 0)
        {
            await WriteRequestsAsync(attempt, left, cancellationToken).ConfigureAwait(false);
            TokenCount most = await _requests.EstimateAsync(left, cancellationToken).ConfigureAwait(false);
            (record, extra) = (record with { PromptTokens = most.Prompt, CompletionTokens = most.Completion }, most);
        }

        if (tools.Prices.TryWrite(tools.State, record, extra, isByItself: false) is { } refusal)
        {
            tools.Brake.Pull(refusal);
            return false;
        }

        if (attempt > 0)
            tools.Reporter.Repeat(shard, left.Count);
        return true;
    }

    private Task WriteRequestsAsync(int attempt, HashSet<string> left, CancellationToken cancellationToken) =>
        tools.State.WriteFileAsync(tools.State.RequestsOf(shard.Number, attempt), _requests.ReadAsync(left, cancellationToken), cancellationToken);

    /// <returns>Whether there was a job: none is made any more where the run is ending.</returns>
    private async Task<bool> CollectAsync(int attempt, HashSet<string> left, bool isResumed, CancellationToken cancellationToken)
    {
        if (!File.Exists(tools.State.RequestsOf(shard.Number, attempt)))
            await WriteRequestsAsync(attempt, left, cancellationToken).ConfigureAwait(false); // its name may not have outlived a failure of power
        long count = shard.Attempts[attempt].Count;
        tools.Reporter.Submit(count);
        try
        {
            ShardSubmission submission = new(tools, shard, attempt);
            BatchJob? job = await submission.RunAsync(isResumed, cancellationToken).ConfigureAwait(false);
            if (submission.WasStopped)
                return false;
            if (job is not null)
                tools.Reporter.Ended(shard, job);
            TokenCount used = await new ShardResults(tools, shard, attempt).CollectAsync(job, cancellationToken).ConfigureAwait(false);
            tools.State.Write(new BatchRecord
            {
                Kind = BatchRecord.Collected,
                Shard = shard.Number,
                Attempt = attempt,
                PromptTokens = used.Prompt,
                CompletionTokens = used.Completion,
                IsCancelled = job?.Status == BatchStatus.Cancelled,
            });
            _wasCancelledNow |= submission.WasCancelledNow;
            return true;
        }
        finally
        {
            tools.Reporter.Submit(-count);
        }
    }

    /// <summary>What a job had is settled by it or left once more; what it had not, though an earlier one left it, stays left.</summary>
    private async Task RepeatAsync(HashSet<string> left, int attempt, IReadOnlySet<string> answered, CancellationToken cancellationToken)
    {
        await foreach (BatchResult result in ResultFile.ReadAsync(tools.State.ResultsOf(shard.Number, attempt), tools.Work, cancellationToken).ConfigureAwait(false))
        {
            if (IsRepeatable(result) && !answered.Contains(result.CustomId!))
                left.Add(result.CustomId!);
            else
                left.Remove(result.CustomId!);
        }
    }

    private BatchJobCancelledException Cancelled(BatchAttempt job, long open) => new(
        FormattableString.Invariant($"The job {job.JobId} (part {shard.Number + 1} of the run) was cancelled at the service; {open} of its {job.Count} requests have no answer. ")
        + "That is taken for somebody's wish: nothing of it was sent again, and no further job was begun. What was answered is kept; start the run again with the same journal to send the rest.",
        job.JobId!,
        open);
}
