using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace TogetherAI;

/// <summary>
/// Reads the inputs and puts their requests on disk, cut into shards; inputs that are there from an earlier time are passed over. What is read
/// counts once all is read and no key came twice. Used once.
/// </summary>
internal sealed class BatchSpooler<T, TRequest, TResponse>(
    BatchRunState state, BatchRunOptions options, BatchWork<TRequest, TResponse> work, KeptInputs<T> kept, Func<T, TRequest> requestOf, BatchRunReporter reporter)
    where T : notnull
    where TRequest : class
    where TResponse : TogetherResponse
{
    private const int ClosingAtATime = 4;

    private readonly Dictionary<string, ShardWriter> _open = new(StringComparer.Ordinal);
    private readonly List<Task<ClosedShard>> _closing = [];
    private readonly RequestCheck _check = new(work);
    private int _slots;

    public async Task RunAsync(IAsyncEnumerable<T> inputs, CancellationToken cancellationToken)
    {
        state.Sweep();
        using IdTable? known = ReadKnown();
        using KeyIndex seen = new(state.Folder);
        long number = 0;
        try
        {
            await foreach (T input in inputs.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested(); // inputs at hand need no waiting, and so ask nobody
                number++;
                string key = kept.KeyOf(input, number);
                UInt128 id = CustomId.Of(key);
                if (!CustomId.IsOf(options.Part, id))
                    continue;
                seen.Add(id, number);
                if (known is null || !known.TryFind(id, out long shard))
                    await TakeAsync(id, key, input, number).ConfigureAwait(false);
                else if (!state.Shards[(int)shard].IsDelivered)
                    kept.KeepAgain(id, input);
                reporter.Read(number);
            }

            RefuseRepeated(seen);
            foreach (ShardWriter writer in _open.Values)
                await CloseAsync(writer).ConfigureAwait(false);
            ClosedShard[] closed = await Task.WhenAll(_closing).ConfigureAwait(false);
            BatchRecord[] published = [.. closed.Select((shard, i) => shard.Publish(state, state.Shards.Count + i, work.Path, options.Part))];
            state.FlushFolder();
            state.Write(published);
        }
        finally
        {
            await ((Task)Task.WhenAll(_closing)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (ShardWriter writer in _open.Values)
                writer.Dispose();
        }
    }

    private static void RefuseRepeated(KeyIndex seen)
    {
        ProblemList problems = new(limit: 1);
        seen.ReportRepeated(problems, "key");
        if (problems.InOrder() is [var problem])
            throw new ArgumentException($"Input {problem.Line} has a key that another input has too, and their results could not be told apart. {problem.Message} Nothing was sent.");
    }

    private async ValueTask TakeAsync(UInt128 id, string key, T input, long number)
    {
        TRequest request = requestOf(input) ?? throw new ArgumentException($"There is no request for input {number} ('{key}').");
        if (Refuse(request, out PreparedRequest prepared) is var (message, field))
        {
            ShardWriter refused = await WriterAsync("", length: 0).ConfigureAwait(false);
            refused.WriteRefusal(id, Refusal(id, message, field), kept.Keep(id, input));
            reporter.Refused();
            return;
        }

        if (ShardWriter.LengthOf(prepared) > options.BytesPerJob)
            throw new ArgumentException($"The request of input {number} ('{key}') has {prepared.Body.Length} bytes, more than a job may have (BatchRunOptions.BytesPerJob).");
        ShardWriter writer = await WriterAsync(prepared.Model, ShardWriter.LengthOf(prepared)).ConfigureAwait(false);
        writer.Write(id, work.Count(request, prepared), kept.Keep(id, input));
    }

    /// <summary>Why a request cannot be sent; null where it can. One that would be refused there fails a whole job, several times.</summary>
    private (string Message, string? Field)? Refuse(TRequest request, out PreparedRequest prepared)
    {
        try
        {
            prepared = work.Write(request);
            return _check.Find(prepared) is { } problem ? (problem.Message, problem.Field) : null;
        }
        catch (ArgumentException exception)
        {
            prepared = default;
            return (exception.Message, null);
        }
    }

    private static byte[] Refusal(UInt128 id, string message, string? field)
    {
        byte[] text = new byte[CustomId.Length];
        CustomId.Write(id, text);
        return ResultFile.Error(Encoding.ASCII.GetString(text), "The request was not sent. " + message, "not_sent", field);
    }

    // A job has one model.
    private async ValueTask<ShardWriter> WriterAsync(string model, int length)
    {
        if (_open.TryGetValue(model, out ShardWriter? writer))
        {
            if (writer.Count < options.RequestsPerJob && writer.Bytes + length <= options.BytesPerJob)
                return writer;
            _open.Remove(model);
            await CloseAsync(writer).ConfigureAwait(false);
        }

        return _open[model] = new ShardWriter(state.Folder, _slots++, model);
    }

    // The disk works on a few shards while the next is filled; all that matters is that it is done when they are published.
    private async ValueTask CloseAsync(ShardWriter writer)
    {
        if (_closing.Count >= ClosingAtATime)
            await _closing[^ClosingAtATime].ConfigureAwait(false);
        _closing.Add(Task.Run(writer.Close));
    }

    private IdTable? ReadKnown()
    {
        if (state.Shards.Count == 0)
            return null;
        using KeyIndex ids = new(state.Folder);
        foreach (BatchShard shard in state.Shards)
        {
            foreach (ref readonly UInt128 id in MemoryMarshal.Cast<byte, UInt128>(File.ReadAllBytes(state.IdsOf(shard.Number))))
                ids.Add(BitConverter.IsLittleEndian ? id : BinaryPrimitives.ReverseEndianness(id), shard.Number);
        }

        return new IdTable(state.Folder, ids.Sorted());
    }
}
