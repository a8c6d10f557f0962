using System.Net;
using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>The jobs of one shard: the first, and further ones for what failed, expired or got lost in those before. Used once.</summary>
internal sealed class ShardJobs(TogetherClient client, BatchWork work, BatchRunState state, BatchRunOptions options, BatchShard shard, BatchRunReporter reporter)
{
    /// <summary>Lines that were written by a process with other options must be read all the same, so this is none.</summary>
    private const int LongestLine = 1 << 30;

    /// <summary>Goes through the jobs, until nothing is left or there were as many as there may be.</summary>
    /// <returns>The requests that are left.</returns>
    public async Task<HashSet<string>> RunAsync(CancellationToken cancellationToken)
    {
        int known = shard.Attempts.Count;
        HashSet<string> left = [];
        for (int attempt = 0; ; attempt++)
        {
            if (attempt >= shard.Attempts.Count)
                await PlanAsync(attempt, left, cancellationToken).ConfigureAwait(false);
            if (!shard.Attempts[attempt].IsCollected)
                await CollectAsync(attempt, left, isResumed: attempt < known, cancellationToken).ConfigureAwait(false);
            left = await RepeatableAsync(attempt, cancellationToken).ConfigureAwait(false);
            bool goesOn = attempt + 1 < shard.Attempts.Count; // an earlier process began it, perhaps with other options
            if (left.Count == 0 || (!goesOn && attempt + 1 >= options.Attempts))
                return left;
        }
    }

    /// <summary>The shard's requests, as lines of its first job's file.</summary>
    /// <param name="only">Of these ids; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> RequestsAsync(HashSet<string>? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Line line in LinesAsync(attempt: 0, cancellationToken).ConfigureAwait(false))
        {
            if (only is null || only.Contains(ResultFile.IdOf(line.Text.Span)))
                yield return line.Text;
        }
    }

    /// <summary>Whether a request may fare better the next time.</summary>
    public static bool IsRepeatable(BatchResult result) => result.Error is { } error && (result.StatusCode is { } status
        ? status >= 500 || status == (int)HttpStatusCode.TooManyRequests || status == (int)HttpStatusCode.RequestTimeout
            || (status == (int)HttpStatusCode.OK && error.Kind == BatchErrorKind.Unreadable)
        : error.Code is not ("invalid_request_error" or "context_length_exceeded" or "model_not_available"));

    private async Task PlanAsync(int attempt, HashSet<string> left, CancellationToken cancellationToken)
    {
        if (attempt > 0)
        {
            reporter.Repeat(shard, left.Count);
            await WriteRequestsAsync(attempt, left, cancellationToken).ConfigureAwait(false);
        }

        // A name that is nobody else's: by it the file is found again if the answer to its upload gets lost.
        string name = FormattableString.Invariant($"batch-run-{Guid.NewGuid():N}-{shard.Number + 1}-{attempt + 1}.jsonl");
        state.Write(new BatchRecord { Kind = BatchRecord.Intended, Shard = shard.Number, Attempt = attempt, Count = attempt == 0 ? shard.Count : left.Count, Name = name });
    }

    private Task WriteRequestsAsync(int attempt, HashSet<string> left, CancellationToken cancellationToken) =>
        ResultFile.WriteAsync(state.RequestsOf(shard.Number, attempt), RequestsAsync(left, cancellationToken), cancellationToken);

    private async Task CollectAsync(int attempt, HashSet<string> left, bool isResumed, CancellationToken cancellationToken)
    {
        if (!File.Exists(state.RequestsOf(shard.Number, attempt)))
            await WriteRequestsAsync(attempt, left, cancellationToken).ConfigureAwait(false); // its name may not have outlived a failure of power
        long count = shard.Attempts[attempt].Count;
        reporter.Submit(count);
        try
        {
            BatchJob job = await new ShardSubmission(client, work.Endpoint!.Value, state, options, shard, attempt, reporter).RunAsync(isResumed, cancellationToken).ConfigureAwait(false);
            reporter.Ended(shard, job);
            await Patience.RunAsync(
                client.Options.TimeProvider,
                async _ =>
                {
                    await ResultFile.WriteAsync(state.ResultsOf(shard.Number, attempt), ResultsAsync(job, attempt, cancellationToken), cancellationToken).ConfigureAwait(false);
                    return true;
                },
                static exception => exception.Details.IsTransient || exception is TogetherStreamInterruptedException or TogetherConnectionException,
                cancellationToken).ConfigureAwait(false);
            state.Write(new BatchRecord { Kind = BatchRecord.Collected, Shard = shard.Number, Attempt = attempt });
        }
        finally
        {
            reporter.Submit(-count);
        }
    }

    /// <summary>A line for every request of a job: the service's first word on it, or one that says there was none.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ResultsAsync(BatchJob job, int attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> open = new(StringComparer.Ordinal);
        await foreach (Line line in LinesAsync(attempt, cancellationToken).ConfigureAwait(false))
            open.Add(ResultFile.IdOf(line.Text.Span));

        await foreach (BatchResult result in client.Batches.ReadResultsAsync(job, cancellationToken).ConfigureAwait(false))
        {
            // What nobody asked for, or comes again, is nobody's result; a line that cannot be read leaves its request open.
            if (result.CustomId is { } id && open.Remove(id))
                yield return result.Line;
        }

        string message = job.Status == BatchStatus.Completed
            ? $"The batch {job.Id} was completed without an answer to this request."
            : $"The batch {job.Id} ended as {job.Status}{(job.Error is { Length: > 0 } error ? ": " + error : " without an answer to this request.")}";
        foreach (string id in open)
            yield return ResultFile.Error(id, message, job.Status == BatchStatus.Failed ? "batch_failed" : "not_answered");
    }

    private async Task<HashSet<string>> RepeatableAsync(int attempt, CancellationToken cancellationToken)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        await foreach (BatchResult result in ResultFile.ReadAsync(state.ResultsOf(shard.Number, attempt), work, cancellationToken).ConfigureAwait(false))
        {
            if (IsRepeatable(result))
                ids.Add(result.CustomId!);
        }

        return ids;
    }

    private async IAsyncEnumerable<Line> LinesAsync(int attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FileStream file = new(state.RequestsOf(shard.Number, attempt), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            LineReader lines = new(file, LongestLine);
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
                yield return line;
        }
    }
}
