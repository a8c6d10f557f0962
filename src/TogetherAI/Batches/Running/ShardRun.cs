using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace TogetherAI;

/// <summary>
/// Brings one shard to its end: a job, further jobs for what failed, what is left by itself, and a file with everything to deliver. Each step
/// is in the journal when it is done, and is not done again. Used once.
/// </summary>
internal sealed class ShardRun(TogetherClient client, BatchRunState state, BatchRunOptions options, BatchShard shard, BatchRunReporter reporter)
{
    private const int FallbackParallelism = 4;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        int known = shard.Attempts.Count;
        int attempt = 0;
        HashSet<string> left = [];
        for (; ; attempt++)
        {
            if (attempt >= shard.Attempts.Count)
                await PlanAsync(attempt, left, cancellationToken).ConfigureAwait(false);
            if (!shard.Attempts[attempt].IsCollected)
                await CollectAsync(attempt, isResumed: attempt < known, cancellationToken).ConfigureAwait(false);
            left = await RepeatableAsync(attempt, cancellationToken).ConfigureAwait(false);
            bool goesOn = attempt + 1 < shard.Attempts.Count; // an earlier process began it, perhaps with other options
            if (left.Count == 0 || (!goesOn && attempt + 1 >= options.Attempts))
                break;
        }

        if (left.Count > 0 && options.Fallback == BatchFallback.Serverless && left.Count <= options.FallbackLimit)
            await SendByThemselvesAsync(left, cancellationToken).ConfigureAwait(false);
        await FinishAsync(attempt, cancellationToken).ConfigureAwait(false);
    }

    private async Task PlanAsync(int attempt, HashSet<string> left, CancellationToken cancellationToken)
    {
        if (attempt > 0)
        {
            reporter.Change(now => now with { Repeated = now.Repeated + left.Count });
            await ResultFile.WriteAsync(state.RequestsOf(shard.Number, attempt), RequestsAsync(left, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        // A name that is nobody else's: by it the file is found again if the answer to its upload gets lost.
        string name = FormattableString.Invariant($"batch-run-{Guid.NewGuid():N}-{shard.Number + 1}-{attempt + 1}.jsonl");
        state.Write(new BatchRecord { Kind = BatchRecord.Intended, Shard = shard.Number, Attempt = attempt, Count = attempt == 0 ? shard.Count : left.Count, Name = name });
    }

    private async Task CollectAsync(int attempt, bool isResumed, CancellationToken cancellationToken)
    {
        long count = shard.Attempts[attempt].Count;
        reporter.Change(now => now with { Submitted = now.Submitted + count });
        try
        {
            BatchJob job = await new ShardSubmission(client, state, options, shard, attempt).RunAsync(isResumed, cancellationToken).ConfigureAwait(false);
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
            reporter.Change(now => now with { Submitted = now.Submitted - count });
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
        await foreach (BatchResult result in ResultFile.ReadAsync(state.ResultsOf(shard.Number, attempt), cancellationToken).ConfigureAwait(false))
        {
            if (IsRepeatable(result))
                ids.Add(result.CustomId!);
        }

        return ids;
    }

    private static bool IsRepeatable(BatchResult result) => result.Error is { } error && (result.StatusCode is { } status
        ? status >= 500 || status == (int)HttpStatusCode.TooManyRequests || status == (int)HttpStatusCode.RequestTimeout
        : error.Code is not ("invalid_request_error" or "context_length_exceeded" or "model_not_available"));

    private async Task SendByThemselvesAsync(HashSet<string> left, CancellationToken cancellationToken)
    {
        foreach (string line in shard.Answered)
            left.Remove(ResultFile.IdOf(Encoding.UTF8.GetBytes(line)));
        reporter.Change(now => now with { Repeated = now.Repeated + left.Count });
        ChatClient chat = client.With(new RequestOptions { KeepBody = true }).Chat;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = FallbackParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(RequestsAsync(left, cancellationToken), parallel, async (line, token) =>
        {
            (string id, ChatRequest request) = ResultFile.ReadRequest(line);
            try
            {
                ChatResponse answer = await chat.CreateAsync(request, token).ConfigureAwait(false);
                string result = Encoding.UTF8.GetString(ResultFile.Answer(id, answer.Http!.Body!.Value));
                state.Write(new BatchRecord { Kind = BatchRecord.Answered, Shard = shard.Number, Line = result });
            }
            catch (TogetherException)
            {
                // It stays what it was, a request that failed in its job; the client has repeated what may be repeated.
            }
        }).ConfigureAwait(false);
    }

    private async Task FinishAsync(int last, CancellationToken cancellationToken)
    {
        await ResultFile.WriteAsync(state.DeliveryOf(shard.Number), DeliveryAsync(last, cancellationToken), cancellationToken).ConfigureAwait(false);
        state.Write(new BatchRecord { Kind = BatchRecord.Finished, Shard = shard.Number });
    }

    /// <summary>The last word on every request.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> DeliveryAsync(int last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> answered = new(StringComparer.Ordinal);
        foreach (string line in shard.Answered)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line);
            answered.Add(ResultFile.IdOf(bytes));
            yield return bytes;
        }

        for (int attempt = 0; attempt <= last; attempt++)
        {
            await foreach (BatchResult result in ResultFile.ReadAsync(state.ResultsOf(shard.Number, attempt), cancellationToken).ConfigureAwait(false))
            {
                bool hasLaterWord = attempt < last && IsRepeatable(result);
                if (!hasLaterWord && !answered.Contains(result.CustomId!))
                    yield return result.Line;
            }
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> RequestsAsync(HashSet<string> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Line line in LinesAsync(attempt: 0, cancellationToken).ConfigureAwait(false))
        {
            if (ids.Contains(ResultFile.IdOf(line.Text.Span)))
                yield return line.Text;
        }
    }

    private async IAsyncEnumerable<Line> LinesAsync(int attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FileStream file = new(state.RequestsOf(shard.Number, attempt), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            LineReader lines = new(file, (int)Math.Min(options.BytesPerJob, Array.MaxLength - 1));
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
                yield return line;
        }
    }
}
