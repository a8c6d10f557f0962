using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TogetherAI;

/// <summary>One life of a run: inputs to disk, shards to the service, results to the caller. Used once.</summary>
internal sealed class BatchRun<T, TRequest, TResponse>(
    TogetherClient client, BatchWork<TRequest, TResponse> work, BatchRunOptions options, BatchInputs<T> inputs, Func<T, TRequest> requestOf)
    where T : notnull
    where TRequest : class
    where TResponse : TogetherResponse
{
    private const int CommitEvery = 64;

    private readonly BatchRunReporter _reporter = new(options.Progress, client.Options);
    private readonly KeptInputs<T> _kept = inputs.Keep();
    private readonly TogetherClient _single = SingleSender.Pace(client);
    private BatchPrices _prices = null!;

    public async IAsyncEnumerable<BatchResult<T, TResponse>> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using BatchRunState state = new(options.Journal, client.Options.JournalFiles);
        state.RefuseOther(work, options.Part);
        await new BatchSpooler<T, TRequest, TResponse>(state, options, work, _kept, requestOf, _reporter)
            .RunAsync(inputs.Items, cancellationToken).ConfigureAwait(false);
        _prices = await BatchPrices.ReadAsync(client.Connection, work, options, cancellationToken).ConfigureAwait(false);
        _prices.Guard(state);
        _reporter.Start(state.Path, state.Shards, _prices);

        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<BatchShard> finished = Channel.CreateUnbounded<BatchShard>();
        using SemaphoreSlim line = new(options.RequestsAtATime);
        BatchRunTools tools = new()
        {
            Client = client,
            Single = _single,
            Line = line,
            Work = work,
            State = state,
            Options = options,
            Prices = _prices,
            Reporter = _reporter,
            Brake = new BatchBrake(_reporter),
        };
        Task producing = ProduceAsync(tools, finished.Writer, ending.Token);
        try
        {
            await foreach (BatchShard shard in finished.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await foreach (BatchResult<T, TResponse> result in DeliverAsync(state, shard, cancellationToken).ConfigureAwait(false))
                    yield return result;
            }

            _reporter.End();
        }
        finally
        {
            // Whoever leaves the loop leaves the jobs at the service; the next life of the run takes them up.
            await ending.CancelAsync().ConfigureAwait(false);
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs the shards, a few at a time, and hands on each that is finished. Never throws: the channel tells.</summary>
    private async Task ProduceAsync(BatchRunTools tools, ChannelWriter<BatchShard> finished, CancellationToken cancellationToken)
    {
        Dictionary<Task<bool>, BatchShard> running = [];
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? failure = null;
        try
        {
            foreach (BatchShard shard in tools.State.Shards.Where(static shard => !shard.IsDelivered))
            {
                if (shard.IsFinished)
                {
                    finished.TryWrite(shard);
                    continue;
                }

                while (!HasRoom(running.Values, shard))
                    await EndOneAsync(running, finished, tools.Brake, cancellationToken).ConfigureAwait(false);
                if (!tools.Brake.IsOn || shard.Attempts is [.., { IsCollected: false, JobId: not null }]) // what is at the service is brought home in any case
                    running.Add(new ShardRun(tools, shard).RunAsync(failed.Token), shard);
            }

            while (running.Count > 0)
                await EndOneAsync(running, finished, tools.Brake, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
            await failed.CancelAsync().ConfigureAwait(false);
            foreach (Task task in running.Keys)
                await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        finished.Complete(failure ?? tools.Brake.Reason);
    }

    // Requests that go by themselves share one line of so many at a time, which is one shard's.
    private bool HasRoom(IReadOnlyCollection<BatchShard> running, BatchShard next) => running.Count == 0
        || (work.Endpoint is not null && running.Count < options.JobsAtATime
            && running.Append(next).Sum(static shard => shard.PromptTokens + shard.CompletionTokens) <= options.MaxEnqueuedTokens);

    private async Task EndOneAsync(Dictionary<Task<bool>, BatchShard> running, ChannelWriter<BatchShard> finished, BatchBrake brake, CancellationToken cancellationToken)
    {
        Task<bool> ended = await Task.WhenAny(running.Keys).ConfigureAwait(false);
        running.Remove(ended, out BatchShard? shard);
        try
        {
            if (!await ended.ConfigureAwait(false))
                return; // for the next life of the run
        }
        catch (TogetherException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What the service will not have of one shard is no reason to leave the others' answers there, which are paid for.
            brake.Pull(exception);
            return;
        }

        _reporter.Finish(shard!);
        finished.TryWrite(shard!);
    }

    private async IAsyncEnumerable<BatchResult<T, TResponse>> DeliverAsync(BatchRunState state, BatchShard shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IShardInputs<T> known = _kept.Open(state, shard);
        long place = 0;
        long delivered = shard.Delivered;
        bool isRefused = false;
        (long Failed, long PromptTokens, long CompletionTokens) used = shard.Used;
        try
        {
            await foreach (BatchResult result in ResultFile.ReadAsync(state.DeliveryOf(shard.Number), work, cancellationToken).ConfigureAwait(false))
            {
                if (place++ < shard.Delivered)
                    continue;
                (long failed, long prompt, long completion) = Count(shard, result);
                UInt128 id = CustomId.Parse(result.CustomId!);
                if (known.Take(id) is not var (key, input))
                {
                    // Counted as delivered it would be gone, and it has been paid for.
                    throw new ArgumentException(
                        $"The journal '{state.Path}' has results of inputs that this run was not given, so that they could not be handed out; none is lost. "
                        + "Run it again with the inputs, the key selector and the part that it was begun with.");
                }

                yield return new BatchResult<T, TResponse> { Input = input, Key = key, Response = (TResponse?)result.Answer, Error = result.Error };

                // The caller has asked for the next: this one has arrived.
                delivered = place;
                used = (used.Failed + failed, used.PromptTokens + prompt, used.CompletionTokens + completion);
                if (delivered - shard.Delivered < CommitEvery)
                    continue;
                isRefused = true;
                Acknowledge(state, shard, delivered, used);
                isRefused = false;
            }
        }
        finally
        {
            // A caller that could not save its results is not asked a second time: a flush that failed once may seem to succeed then.
            if (delivered > shard.Delivered && !isRefused)
                Acknowledge(state, shard, delivered, used);
        }

        known.Dispose();
        if (shard.IsDelivered)
            state.Forget(shard);
    }

    private void Acknowledge(BatchRunState state, BatchShard shard, long delivered, (long Failed, long PromptTokens, long CompletionTokens) used)
    {
        options.BeforeAcknowledge?.Invoke();
        long more = delivered - shard.Delivered;
        state.Write(new BatchRecord
        {
            Kind = BatchRecord.Delivered,
            Shard = shard.Number,
            Count = delivered,
            Failed = used.Failed,
            PromptTokens = used.PromptTokens,
            CompletionTokens = used.CompletionTokens,
        });
        _reporter.Change(now => now with { Delivered = now.Delivered + more });
    }

    private (long Failed, long PromptTokens, long CompletionTokens) Count(BatchShard shard, BatchResult result)
    {
        if (result.Error is not null)
        {
            _reporter.Change(static now => now with { Failed = now.Failed + 1 });
            return (1, 0, 0);
        }

        TokenUsage? usage = BatchWork.UsageOf(result.Answer);
        long prompt = usage?.PromptTokens ?? 0;
        long completion = usage?.CompletionTokens ?? 0;
        _reporter.Change(now => now with
        {
            Answered = now.Answered + 1,
            Tokens = now.Tokens + prompt + completion,
            SpentUsd = now.SpentUsd + (usage is null ? null : _prices.Of(shard.Model, prompt, completion)),
        });
        return (0, prompt, completion);
    }
}
