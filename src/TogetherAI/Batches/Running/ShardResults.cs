using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>Brings what one job answered to the disk: a line for every request of it. Used once.</summary>
internal sealed class ShardResults(BatchRunTools tools, BatchShard shard, int attempt)
{
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    /// <summary>Requests that may have been paid for, and nobody knows with how many tokens.</summary>
    private readonly HashSet<string> _uncounted = new(StringComparer.Ordinal);

    private string? _reading;
    private TokenCount _used;

    /// <param name="job">The job, which has ended; null where the service does not know it any more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The tokens that it used, as its answers tell; where they do not tell or got lost, what they take at most.</returns>
    public async Task<TokenCount> CollectAsync(BatchJob? job, CancellationToken cancellationToken)
    {
        while (!await TryWriteAsync(job, cancellationToken).ConfigureAwait(false))
        {
            // Without the file that is gone.
        }

        return _uncounted.Count == 0 ? _used : _used + await new ShardRequests(tools, shard).EstimateAsync(_uncounted, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryWriteAsync(BatchJob? job, CancellationToken cancellationToken)
    {
        try
        {
            return await Patience.RunAsync(
                tools.Time,
                async _ =>
                {
                    _used = default;
                    _uncounted.Clear();
                    await tools.State.WriteFileAsync(tools.State.ResultsOf(shard.Number, attempt), ResultsAsync(job, cancellationToken), cancellationToken).ConfigureAwait(false);
                    return true;
                },
                static exception => exception.Details.IsTransient || exception is TogetherStreamInterruptedException or TogetherConnectionException or TogetherNotFoundException,
                cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherNotFoundException) when (_reading is not null)
        {
            _gone.Add(_reading);
            tools.Reporter.ResultsGone(shard, job!.Id, _reading);
            return false;
        }
    }

    /// <summary>A line for every request of a job: the service's first word on it, or one that says there was none.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ResultsAsync(BatchJob? job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> open = new(StringComparer.Ordinal);
        await foreach (Line line in ResultFile.LinesAsync(tools.State.RequestsOf(shard.Number, attempt), cancellationToken).ConfigureAwait(false))
            open.Add(ResultFile.IdOf(line.Text.Span));

        foreach (BatchJob part in PartsOf(job))
        {
            _reading = part.OutputFileId ?? part.ErrorFileId;
            await foreach (BatchResult result in tools.Client.Batches.ReadResultsAsync(part, cancellationToken).ConfigureAwait(false))
            {
                // What nobody asked for, or comes again, is nobody's result; a line that cannot be read leaves its request open.
                if (result.CustomId is not { } id || !open.Remove(id))
                    continue;
                Count(result, id);
                yield return result.Line;
            }
        }

        _reading = null;
        if (open.Count == 0)
            yield break;
        (string message, string code, bool mayBePaidFor) = Unanswered(job);
        foreach (string id in open)
        {
            if (mayBePaidFor)
                _uncounted.Add(id);
            yield return ResultFile.Error(id, message, code);
        }
    }

    /// <summary>The job once for each of its files that is not gone.</summary>
    private IEnumerable<BatchJob> PartsOf(BatchJob? job)
    {
        if (job?.OutputFileId is { Length: > 0 } output && !_gone.Contains(output))
            yield return job with { ErrorFileId = null };
        if (job?.ErrorFileId is { Length: > 0 } errors && errors != job.OutputFileId && !_gone.Contains(errors))
            yield return job with { OutputFileId = null };
    }

    private void Count(BatchResult result, string id)
    {
        TokenUsage? usage = result.Error is null ? BatchWork.UsageOf(tools.Work.Read(new Line(result.LineNumber, result.Line, IsTruncated: false), result.FileId).Answer) : null;
        if (usage is not null)
            _used += new TokenCount(usage.PromptTokens, usage.CompletionTokens);
        else if (result.Error is null || result.Error.Kind == BatchErrorKind.Unreadable)
            _uncounted.Add(id);
    }

    private (string Message, string Code, bool MayBePaidFor) Unanswered(BatchJob? job)
    {
        if (job is null)
            return ($"The service does not know the batch {shard.Attempts[attempt].JobId} any more, so that there is no answer to this request.", "job_gone", true);
        if (_gone.Count > 0)
            return ($"The batch {job.Id} ended as {job.Status}, and {string.Join(" and ", _gone)}, which has its results, is gone from the service.", "results_gone", true);
        if (job.Status == BatchStatus.Completed)
            return ($"The batch {job.Id} was completed without an answer to this request.", "not_answered", true);
        string why = job.Error is { Length: > 0 } error ? ": " + error : " without an answer to this request.";
        return ($"The batch {job.Id} ended as {job.Status}{why}", job.Status == BatchStatus.Failed ? "batch_failed" : "not_answered", false);
    }
}
