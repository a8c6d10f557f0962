using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TogetherAI;

/// <summary>One life of a run: inputs to disk, shards to the service, results to the caller. Used once.</summary>
internal sealed class BatchRun<T>(TogetherClient client, BatchRunOptions options, Func<T, string> keyOf, Func<T, ChatRequest> requestOf)
    where T : notnull
{
    private const int CommitEvery = 64;

    private readonly BatchRunReporter _reporter = new(options.Progress);
    private BatchPrices _prices = null!;
    private Dictionary<UInt128, (string Key, T Input)> _inputs = null!;

    public async IAsyncEnumerable<BatchResult<T>> RunAsync(IAsyncEnumerable<T> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using BatchRunState state = new(options.Journal, client.Options.JournalFiles);
        BatchSpooler<T> spooler = new(state, options, client.Options, keyOf, requestOf, _reporter);
        await spooler.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
        _inputs = spooler.Inputs;
        _prices = await BatchPrices.ReadAsync(client.Connection, options, cancellationToken).ConfigureAwait(false);
        _prices.Guard(state.Shards);
        _reporter.Change(now => now with
        {
            Inputs = state.Shards.Sum(static shard => shard.Count),
            Jobs = state.Shards.Count,
            JobsEnded = state.Shards.Count(static shard => shard.IsFinished),
            Delivered = state.Shards.Sum(static shard => shard.Delivered),
            MostUsd = _prices.Of(state.Shards),
            SpentUsd = 0,
        });

        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<BatchShard> finished = Channel.CreateUnbounded<BatchShard>();
        Task producing = ProduceAsync(state, finished.Writer, ending.Token);
        try
        {
            await foreach (BatchShard shard in finished.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await foreach (BatchResult<T> result in DeliverAsync(state, shard, cancellationToken).ConfigureAwait(false))
                    yield return result;
            }
        }
        finally
        {
            // Whoever leaves the loop leaves the jobs at the service; the next life of the run takes them up.
            await ending.CancelAsync().ConfigureAwait(false);
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs the shards, a few at a time, and hands on each that is finished. Never throws: the channel tells.</summary>
    private async Task ProduceAsync(BatchRunState state, ChannelWriter<BatchShard> finished, CancellationToken cancellationToken)
    {
        Dictionary<Task, BatchShard> running = [];
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? failure = null;
        try
        {
            foreach (BatchShard shard in state.Shards.Where(static shard => !shard.IsDelivered))
            {
                if (shard.IsFinished)
                {
                    finished.TryWrite(shard);
                    continue;
                }

                while (!HasRoom(running.Values, shard))
                    await EndOneAsync(running, finished).ConfigureAwait(false);
                running.Add(new ShardRun(client, state, options, shard, _reporter).RunAsync(failed.Token), shard);
            }

            while (running.Count > 0)
                await EndOneAsync(running, finished).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
            await failed.CancelAsync().ConfigureAwait(false);
            foreach (Task task in running.Keys)
                await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        finished.Complete(failure);
    }

    private bool HasRoom(IReadOnlyCollection<BatchShard> running, BatchShard next) => running.Count == 0
        || (running.Count < options.JobsAtATime && running.Append(next).Sum(static shard => shard.PromptTokens + shard.CompletionTokens) <= options.MaxEnqueuedTokens);

    private async Task EndOneAsync(Dictionary<Task, BatchShard> running, ChannelWriter<BatchShard> finished)
    {
        Task ended = await Task.WhenAny(running.Keys).ConfigureAwait(false);
        running.Remove(ended, out BatchShard? shard);
        await ended.ConfigureAwait(false);
        _reporter.Change(now => now with { JobsEnded = now.JobsEnded + 1 });
        finished.TryWrite(shard!);
    }

    private async IAsyncEnumerable<BatchResult<T>> DeliverAsync(BatchRunState state, BatchShard shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long place = 0;
        long delivered = shard.Delivered;
        try
        {
            await foreach (BatchResult result in ResultFile.ReadAsync(state.DeliveryOf(shard.Number), cancellationToken).ConfigureAwait(false))
            {
                if (place++ < shard.Delivered)
                    continue;
                Count(shard, result);
                UInt128 id = UInt128.Parse(result.CustomId!, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
                if (_inputs.Remove(id, out (string Key, T Input) known))
                    yield return new BatchResult<T> { Input = known.Input, Key = known.Key, Response = result.Response, Error = result.Error };

                // The caller has asked for the next: this one has arrived.
                delivered = place;
                if (delivered - shard.Delivered >= CommitEvery)
                    Acknowledge(state, shard, delivered);
            }
        }
        finally
        {
            if (delivered > shard.Delivered)
                Acknowledge(state, shard, delivered);
        }

        if (shard.IsDelivered)
            state.Forget(shard);
    }

    private void Acknowledge(BatchRunState state, BatchShard shard, long delivered)
    {
        options.BeforeAcknowledge?.Invoke();
        long more = delivered - shard.Delivered;
        state.Write(new BatchRecord { Kind = BatchRecord.Delivered, Shard = shard.Number, Count = delivered });
        _reporter.Change(now => now with { Delivered = now.Delivered + more });
    }

    private void Count(BatchShard shard, BatchResult result)
    {
        if (result.Error is not null)
        {
            _reporter.Change(static now => now with { Failed = now.Failed + 1 });
            return;
        }

        long prompt = result.Response?.Usage?.PromptTokens ?? 0;
        long completion = result.Response?.Usage?.CompletionTokens ?? 0;
        _reporter.Change(now => now with
        {
            Answered = now.Answered + 1,
            Tokens = now.Tokens + prompt + completion,
            SpentUsd = now.SpentUsd + _prices.Of(shard.Model, prompt, completion),
        });
    }
}
