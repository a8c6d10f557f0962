using System.Buffers.Binary;
using System.Text;

namespace TogetherAI;

/// <summary>
/// Writes the requests of one shard to disk, and what lies beside them. They count once they are published; what was not is written again. Not
/// thread-safe.
/// </summary>
internal sealed class ShardWriter : IAsyncDisposable
{
    /// <summary>The names of what is not yet published.</summary>
    public const string Pattern = "open-*";

    private readonly FileStream _requests;
    private readonly FileStream _ids;
    private readonly byte[] _number = new byte[16];
    private FileStream? _inputs;

    /// <param name="folder">The run's.</param>
    /// <param name="slot">Tells it from other writers. It gets its number when it is published.</param>
    /// <param name="model">The model of its requests.</param>
    public ShardWriter(string folder, int slot, string model)
    {
        Model = model;
        string name = Path.Combine(folder, FormattableString.Invariant($"open-{slot}-"));
        _requests = Create(name + "requests");
        _ids = Create(name + "ids");
    }

    public string Model { get; }

    public long Count { get; private set; }

    public long Bytes { get; private set; }

    public long PromptTokens { get; private set; }

    public long CompletionTokens { get; private set; }

    /// <summary>A request as a line of a job's file.</summary>
    public static byte[] Line(UInt128 id, PreparedRequest request) =>
    [
        .. "{\"custom_id\":\""u8, .. Encoding.ASCII.GetBytes(CustomId.Text(id)), (byte)'"',
        .. request.Method is null ? [] : Encoding.ASCII.GetBytes($",\"method\":\"{request.Method}\""),
        .. ",\"body\":"u8, .. request.Body, (byte)'}', (byte)'\n',
    ];

    /// <param name="id">The input's.</param>
    /// <param name="line">The request, as <see cref="Line"/> makes it.</param>
    /// <param name="request">What is counted of it.</param>
    /// <param name="input">The input, where it is kept on disk too.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async ValueTask WriteAsync(UInt128 id, byte[] line, PreparedRequest request, byte[]? input, CancellationToken cancellationToken)
    {
        await _requests.WriteAsync(line, cancellationToken).ConfigureAwait(false);
        BinaryPrimitives.WriteUInt128LittleEndian(_number, id);
        await _ids.WriteAsync(_number, cancellationToken).ConfigureAwait(false);
        if (input is not null)
        {
            _inputs ??= Create(_ids.Name[..^"ids".Length] + "inputs");
            BinaryPrimitives.WriteInt32LittleEndian(_number, input.Length);
            await _inputs.WriteAsync(_number.AsMemory(0, 4), cancellationToken).ConfigureAwait(false);
            await _inputs.WriteAsync(input, cancellationToken).ConfigureAwait(false);
        }

        Count++;
        Bytes += line.Length;
        PromptTokens += request.PromptTokens;
        CompletionTokens += request.CompletionTokens;
    }

    /// <summary>Returns when everything is on the disk.</summary>
    public async Task CloseAsync()
    {
        _requests.Flush(flushToDisk: true);
        _ids.Flush(flushToDisk: true);
        _inputs?.Flush(flushToDisk: true);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Gives the files their names, once they are closed.</summary>
    /// <returns>What the journal has to know; then it is a shard.</returns>
    public BatchRecord Publish(BatchRunState state, int number, string path)
    {
        File.Move(_requests.Name, state.RequestsOf(number, attempt: 0), overwrite: true);
        File.Move(_ids.Name, state.IdsOf(number), overwrite: true);
        if (_inputs is not null)
            File.Move(_inputs.Name, state.InputsOf(number), overwrite: true);
        return new BatchRecord
        {
            Kind = BatchRecord.Spooled,
            Shard = number,
            Path = path,
            Model = Model,
            Count = Count,
            Bytes = Bytes,
            PromptTokens = PromptTokens,
            CompletionTokens = CompletionTokens,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _requests.DisposeAsync().ConfigureAwait(false);
        await _ids.DisposeAsync().ConfigureAwait(false);
        if (_inputs is not null)
            await _inputs.DisposeAsync().ConfigureAwait(false);
    }

    private static FileStream Create(string path) =>
        new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 128 * 1024, useAsync: true);
}
