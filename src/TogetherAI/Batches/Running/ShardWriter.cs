using System.Buffers.Binary;

namespace TogetherAI;

/// <summary>Writes the requests of one shard to disk, and what lies beside them. What is never published is written again. Not thread-safe.</summary>
/// <param name="folder">The run's.</param>
/// <param name="slot">Tells it from other writers. It gets its number when it is published.</param>
/// <param name="model">The model of its requests; empty for inputs whose requests cannot be sent.</param>
internal sealed class ShardWriter(string folder, int slot, string model) : IDisposable
{
    /// <summary>What the names of files begin with that are not yet published.</summary>
    public const string Unpublished = "open-";

    public const string Requests = "requests";
    public const string Ids = "ids";
    public const string Inputs = "inputs";

    private readonly string _name = Path.Combine(folder, FormattableString.Invariant($"{Unpublished}{slot}-"));
    private FileStream? _requests;
    private FileStream? _ids;
    private FileStream? _inputs;
    private TokenCount _tokens;
    private long _unlimited;

    public long Count { get; private set; }

    public long Bytes { get; private set; }

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
        _requests ??= Create(Requests);
        _requests.Write(Beginning);
        _requests.Write(text);
        _requests.Write(request.Middle);
        _requests.Write(request.Body);
        _requests.Write(End);

        WriteBeside(id, input);
        Bytes += LengthOf(request);
        _tokens += request.Tokens;
        _unlimited += request.IsUnlimited ? 1 : 0;
    }

    /// <param name="id">The id of an input whose request cannot be sent.</param>
    /// <param name="result">What is delivered for it, a line of results.</param>
    /// <param name="input">The input, where it is kept on disk too.</param>
    public void WriteRefusal(UInt128 id, byte[] result, byte[]? input)
    {
        _requests ??= Create(Requests);
        _requests.Write(result);
        _requests.WriteByte((byte)'\n');
        WriteBeside(id, input);
    }

    /// <summary>Returns when everything is on the disk. Nothing more can be written.</summary>
    public ClosedShard Close()
    {
        _requests?.Flush(flushToDisk: true);
        _ids?.Flush(flushToDisk: true);
        _inputs?.Flush(flushToDisk: true);
        bool hasInputs = _inputs is not null;
        Dispose();
        return new ClosedShard
        {
            Name = _name,
            Model = model,
            Count = Count,
            Bytes = Bytes,
            Tokens = _tokens,
            Unlimited = _unlimited,
            HasInputs = hasInputs,
        };
    }

    public void Dispose()
    {
        _requests?.Dispose();
        _ids?.Dispose();
        _inputs?.Dispose();
        (_requests, _ids, _inputs) = (null, null, null); // with their buffers: there may be thousands of shards
    }

    private void WriteBeside(UInt128 id, byte[]? input)
    {
        Span<byte> number = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(number, id);
        _ids ??= Create(Ids);
        _ids.Write(number);
        if (input is not null)
        {
            _inputs ??= Create(Inputs);
            BinaryPrimitives.WriteInt32LittleEndian(number, input.Length);
            _inputs.Write(number[..4]);
            _inputs.Write(input);
        }

        Count++;
    }

    private static ReadOnlySpan<byte> Beginning => "{\"custom_id\":\""u8;

    private static ReadOnlySpan<byte> End => "}\n"u8;

    // What is written goes into the system's memory; the disk itself is waited for when it is closed.
    private FileStream Create(string what) => new(_name + what, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 128 * 1024);
}
