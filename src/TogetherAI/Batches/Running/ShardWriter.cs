using System.Buffers.Binary;

namespace TogetherAI;

/// <summary>Writes the requests of one shard to disk. They count once they are sealed; what was not is written again. Not thread-safe.</summary>
internal sealed class ShardWriter : IAsyncDisposable
{
    private readonly BatchRunState _state;
    private readonly FileStream _requests;
    private readonly FileStream _ids;
    private readonly byte[] _id = new byte[16];

    /// <param name="state">The run.</param>
    /// <param name="slot">Tells it from other writers that are open. It gets its number when it is sealed.</param>
    /// <param name="model">The model of its requests.</param>
    public ShardWriter(BatchRunState state, int slot, string model)
    {
        (_state, Model) = (state, model);
        _requests = Create(Path.Combine(state.Folder, FormattableString.Invariant($"open-{slot}-requests")));
        _ids = Create(Path.Combine(state.Folder, FormattableString.Invariant($"open-{slot}-ids")));
    }

    public string Model { get; }

    public long Count { get; private set; }

    public long Bytes { get; private set; }

    public long PromptTokens { get; private set; }

    public long CompletionTokens { get; private set; }

    public async ValueTask WriteAsync(UInt128 id, byte[] body, int promptTokens, int completionTokens, CancellationToken cancellationToken)
    {
        byte[] line = Line(id, body);
        await _requests.WriteAsync(line, cancellationToken).ConfigureAwait(false);
        BinaryPrimitives.WriteUInt128LittleEndian(_id, id);
        await _ids.WriteAsync(_id, cancellationToken).ConfigureAwait(false);
        Count++;
        Bytes += line.Length;
        PromptTokens += promptTokens;
        CompletionTokens += completionTokens;
    }

    /// <summary>Makes a shard of it; from then on its requests count.</summary>
    public async Task SealAsync()
    {
        _requests.Flush(flushToDisk: true);
        _ids.Flush(flushToDisk: true);
        await DisposeAsync().ConfigureAwait(false);
        int number = _state.Shards.Count;
        File.Move(_requests.Name, _state.RequestsOf(number, attempt: 0), overwrite: true);
        File.Move(_ids.Name, _state.IdsOf(number), overwrite: true);
        _state.Write(new BatchRecord
        {
            Kind = BatchRecord.Spooled,
            Shard = number,
            Model = Model,
            Count = Count,
            Bytes = Bytes,
            PromptTokens = PromptTokens,
            CompletionTokens = CompletionTokens,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _requests.DisposeAsync().ConfigureAwait(false);
        await _ids.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>How many bytes a request makes in the file.</summary>
    public static int LengthOf(byte[] body) => 32 + Prefix.Length + Middle.Length + body.Length + 2;

    private static ReadOnlySpan<byte> Prefix => "{\"custom_id\":\""u8;

    private static ReadOnlySpan<byte> Middle => "\",\"body\":"u8;

    private static byte[] Line(UInt128 id, byte[] body) => [.. Prefix, .. System.Text.Encoding.ASCII.GetBytes(CustomId.Text(id)), .. Middle, .. body, (byte)'}', (byte)'\n'];

    private static FileStream Create(string path) =>
        new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 128 * 1024, useAsync: true);
}
