using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// Sends requests by themselves: several at a time, at the pace that the service tells in its headers. What is answered, or refused for good, is in
/// the log when it counts. A service that is away, out of money or will not have the key ends it. Used once.
/// </summary>
/// <param name="tools">What the run works with; its <see cref="BatchRunTools.Single"/> is as <see cref="Pace"/> makes it, since it is the client that knows the pace.</param>
/// <param name="answers">Where answers go.</param>
/// <param name="answered">Told of each.</param>
internal sealed class SingleSender(BatchRunTools tools, AnswerLog answers, Action answered)
{
    /// <summary>The code of a failure that may have been paid for: the answer did not come, or could not be read.</summary>
    public const string Unanswered = "not_answered";

    private ExceptionDispatchInfo? _failure;

    /// <summary>A client that keeps to the service's pace and hands out its answers as they came.</summary>
    public static TogetherClient Pace(TogetherClient client)
    {
        // Few requests wait in line, so that it stays short; none is to fail for having waited.
        TogetherClient paced = client.Options.Pacing.Enabled
            ? client
            : client.WithOptions(static o => o.Pacing = new PacingOptions { Enabled = true, MaxWait = TimeSpan.FromHours(1) });
        return paced.With(new RequestOptions { KeepBody = true });
    }

    /// <param name="lines">The requests, as lines of a job's file. One that has its answer is passed over.</param>
    /// <param name="cancellationToken">Ends it; what is on its way is lost, and asked for again.</param>
    public async Task RunAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        HashSet<string> before = [.. answers.Ids];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = tools.Options.RequestsAtATime, CancellationToken = cancellationToken };

        // One that fails for good ends it, but those on their way are paid for: they get to their end and into the log. So none of them is given
        // the loop's own token, and none throws.
        await Parallel.ForEachAsync(UntilFailed(lines), parallel, async (line, _) =>
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string id = document.RootElement.GetProperty("custom_id").GetString()!;
            if (before.Contains(id))
                return;
            await tools.Line.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (_failure is not null)
                    return;
                answers.Add(id, await AskAsync(id, document.RootElement.GetProperty("body"), cancellationToken).ConfigureAwait(false));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
                return;
            }
            finally
            {
                tools.Line.Release();
            }

            answered();
        }).ConfigureAwait(false);
        _failure?.Throw();
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> UntilFailed(IAsyncEnumerable<ReadOnlyMemory<byte>> lines)
    {
        await foreach (ReadOnlyMemory<byte> line in lines.ConfigureAwait(false))
        {
            if (_failure is not null)
                yield break;
            yield return line;
        }
    }

    private async Task<byte[]> AskAsync(string id, JsonElement body, CancellationToken cancellationToken)
    {
        try
        {
            TogetherResponse answer = await Patience.RunAsync(
                tools.Time,
                _ => tools.Work.SendAsync(tools.Single, body, cancellationToken),
                static exception => exception.Details.IsTransient,
                cancellationToken).ConfigureAwait(false);
            return ResultFile.Answer(id, answer.Http!.Body!.Value);
        }
        catch (TogetherException exception) when (IsItsOwnFault(exception))
        {
            bool mayBePaidFor = exception is TogetherResponseException or TogetherTimeoutException;
            return ResultFile.Error(id, exception.Message, mayBePaidFor ? Unanswered : exception.Code ?? "request_failed");
        }
    }

    /// <summary>Whether the next request may fare better, or would fail like this one.</summary>
    private static bool IsItsOwnFault(TogetherException exception) =>
        exception is TogetherInvalidRequestException or TogetherNotFoundException or TogetherConflictException or TogetherResponseException
        || exception is TogetherTimeoutException { Kind: not TimeoutKind.Connect }
        || exception is TogetherServerException and not TogetherOverloadedException;
}
