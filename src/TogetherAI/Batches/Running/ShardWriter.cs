using System.Buffers.Binary;

namespace TogetherAI;

/// <summary>
/// Writes the requests of one shard to disk, and what lies beside them. They count once they are published; what was not is written again. Not
/// thread-safe.
/// </summary>
internal sealed class ShardWriter : IDisposable
{
    /// <summary>The names of what is not yet published.</summary>
    public const string Pattern = "open-*";

    private readonly FileStream _requests;
    private readonly FileStream _ids;
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

    /// <summary>How many bytes a request takes in the file.</summary>
    public static int LengthOf(PreparedRequest request) => Beginning.Length + CustomId.Length + request.Middle.Length + request.Body.Length + End.Length;

    /// <param name="id">The input's.</param>
    /// <param name="request">Its request.</param>
    /// <param name="input">The input, where it is kept on disk too.</param>
    public void Write(UInt128 id, PreparedRequest request, byte[]? input)
    {
        // A line begins with its id, where it is looked for.
        Span<byte> text = stackalloc byte[CustomId.Length];
        CustomId.Write(id, text);
        _requests.Write(Beginning);
        _requests.Write(text);
        _requests.Write(request.Middle);
        _requests.Write(request.Body);
        _requests.Write(End);

        Span<byte> number = text[..16];
        BinaryPrimitives.WriteUInt128LittleEndian(number, id);
        _ids.Write(number);
        if (input is not null)
        {
            _inputs ??= Create(_ids.Name[..^"ids".Length] + "inputs");
            BinaryPrimitives.WriteInt32LittleEndian(number, input.Length);
            _inputs.Write(number[..4]);
            _inputs.Write(input);
        }

        Count++;
        Bytes += LengthOf(request);
        PromptTokens += request.PromptTokens;
        CompletionTokens += request.CompletionTokens;
    }

    /// <summary>Returns when everything is on the disk.</summary>
    public void Close()
    {
        _requests.Flush(flushToDisk: true);
        _ids.Flush(flushToDisk: true);
        _inputs?.Flush(flushToDisk: true);
        Dispose();
    }

    /// <summary>Gives the files their names, once they are closed.</summary>
    /// <returns>What the journal has to know; then it is a shard.</returns>
    public BatchRecord Publish(BatchRunState state, int number, string path)
    {
        File.Move(_requests.Name, state.RequestsOf(number, attempt: 0), overwrite: true);
        File.Move(_ids.Name, state.IdsOf(number), overwrite: true);
        if (_inputs is not null)
            File.Move(_inputs.Name, state.InputsOf(number), overwrite: true);
        else
            File.Delete(state.InputsOf(number)); // of a life that ended right here
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

    public void Dispose()
    {
        _requests.Dispose();
        _ids.Dispose();
        _inputs?.Dispose();
    }

    private static ReadOnlySpan<byte> Beginning => "{\"custom_id\":\""u8;

    private static ReadOnlySpan<byte> End => "}\n"u8;

    // What is written goes into the system's memory; the disk itself is waited for elsewhere.
    private static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 128 * 1024);
}
