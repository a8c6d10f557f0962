using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TogetherAI;

/// <summary>
/// Reads the inputs and puts their requests on disk, cut into shards; inputs that are there from an earlier time are passed over. Used once.
/// </summary>
internal sealed class BatchSpooler<T>(
    BatchRunState state, BatchRunOptions options, TogetherClientOptions client, Func<T, string> keyOf, Func<T, ChatRequest> requestOf, BatchRunReporter reporter)
    where T : notnull
{
    /// <summary>What is taken for the length of an answer that nothing limits: the service's own limit.</summary>
    private const int UnlimitedTokens = 2048;

    private const int BytesPerToken = 4;

    private readonly Dictionary<string, ShardWriter> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, int> _known = [];
    private int _slots;

    /// <summary>The inputs that still wait for their result, by their id.</summary>
    public Dictionary<UInt128, (string Key, T Input)> Inputs { get; } = [];

    public async Task RunAsync(IAsyncEnumerable<T> inputs, CancellationToken cancellationToken)
    {
        ReadKnown();
        using KeyIndex seen = new(state.Folder);
        long number = 0;
        try
        {
            await foreach (T input in inputs.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                number++;
                string key = keyOf(input) ?? throw new ArgumentException($"The key of input {number} is null; every input needs one that tells it from all others.");
                UInt128 id = CustomId.Of(key);
                if (!CustomId.IsOf(options.Part, id))
                    continue;
                Note(seen, id, number);
                await TakeAsync(id, key, input, number, cancellationToken).ConfigureAwait(false);
                reporter.Read(number);
            }

            RefuseRepeated(seen);
            foreach (ShardWriter writer in _open.Values)
                await writer.SealAsync().ConfigureAwait(false);
        }
        finally
        {
            foreach (ShardWriter writer in _open.Values)
                await writer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Note(KeyIndex seen, UInt128 id, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, id);
        seen.Add(bytes, number);
    }

    private static void RefuseRepeated(KeyIndex seen)
    {
        ProblemList problems = new(limit: 1);
        seen.ReportRepeated(problems, "key");
        if (problems.InOrder() is [var problem])
            throw new ArgumentException($"Input {problem.Line} has a key that another input has too, and their results could not be told apart. {problem.Message} Nothing was sent.");
    }

    private async ValueTask TakeAsync(UInt128 id, string key, T input, long number, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out int shard))
        {
            if (!state.Shards[shard].IsDelivered)
                Inputs[id] = (key, input);
            return;
        }

        if (!Inputs.TryAdd(id, (key, input)))
            return; // told of when all have been read
        ChatRequest request = requestOf(input) ?? throw new ArgumentException($"There is no request for input {number} ('{key}').");
        request = (ChatRequest)request.Prepare(client, stream: false);
        byte[] body = RequestBody.Write(request, TogetherJsonContext.Default.ChatRequest, extra: null);
        int length = ShardWriter.LengthOf(body);
        if (length > options.BytesPerJob)
            throw new ArgumentException($"The request of input {number} ('{key}') has {body.Length} bytes, more than a job may have (BatchRunOptions.BytesPerJob).");
        ShardWriter writer = await WriterAsync(request.Model, length).ConfigureAwait(false);
        await writer.WriteAsync(
            id, body, options.CountTokens?.Invoke(request) ?? (body.Length / BytesPerToken), request.MaxTokens ?? UnlimitedTokens, cancellationToken).ConfigureAwait(false);
    }

    // A job has one model.
    private async ValueTask<ShardWriter> WriterAsync(string model, int length)
    {
        if (_open.TryGetValue(model, out ShardWriter? writer))
        {
            if (writer.Count < options.RequestsPerJob && writer.Bytes + length <= options.BytesPerJob)
                return writer;
            _open.Remove(model);
            await writer.SealAsync().ConfigureAwait(false);
        }

        return _open[model] = new ShardWriter(state, ++_slots, model);
    }

    private void ReadKnown()
    {
        foreach (BatchShard shard in state.Shards)
        {
            byte[] ids = File.ReadAllBytes(state.IdsOf(shard.Number));
            foreach (ref readonly UInt128 id in MemoryMarshal.Cast<byte, UInt128>(ids))
                _known[BitConverter.IsLittleEndian ? id : BinaryPrimitives.ReverseEndianness(id)] = shard.Number;
        }
    }
}
