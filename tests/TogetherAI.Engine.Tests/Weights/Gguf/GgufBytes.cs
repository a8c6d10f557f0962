using System.Text;
using TogetherAI.Engine.Weights;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Tests.Weights.Gguf;

/// <summary>Writes GGUF byte by byte, by the format's definition, good files and bad ones.</summary>
internal sealed class GgufBytes
{
    private readonly List<byte[]> _entries = [];
    private readonly List<byte[]> _tensors = [];
    private int _rawCount;

    public uint Version { get; init; } = 3;

    public string Magic { get; init; } = "GGUF";

    public ulong? EntryCount { get; init; }

    public ulong? TensorCount { get; init; }

    public int Data { get; init; } = 256;

    /// <summary>An entry whose value is given as the bytes after its type.</summary>
    public GgufBytes Add(string key, uint type, params byte[] value)
    {
        _entries.Add([.. Text(key), .. BitConverter.GetBytes(type), .. value]);
        return this;
    }

    public GgufBytes Add(string key, string value) => Add(key, 8, Text(value));

    public GgufBytes Add(string key, uint value) => Add(key, 4, BitConverter.GetBytes(value));

    /// <summary>Entries as they stand in another file.</summary>
    public GgufBytes AddRaw(byte[] entries, int count)
    {
        _entries.Add(entries);
        _rawCount += count - 1;
        return this;
    }

    public GgufBytes Tensor(string name, uint type, ulong offset, params ulong[] dimensions)
    {
        _tensors.Add([.. Text(name), .. BitConverter.GetBytes(dimensions.Length), .. dimensions.SelectMany(BitConverter.GetBytes), .. BitConverter.GetBytes(type), .. BitConverter.GetBytes(offset)]);
        return this;
    }

    public byte[] Build(int alignment = 32)
    {
        List<byte> file =
        [
            .. Encoding.ASCII.GetBytes(Magic), .. BitConverter.GetBytes(Version), .. BitConverter.GetBytes(TensorCount ?? (ulong)_tensors.Count),
            .. BitConverter.GetBytes(EntryCount ?? (ulong)(_entries.Count + _rawCount)), .. _entries.SelectMany(entry => entry), .. _tensors.SelectMany(tensor => tensor),
        ];
        while (file.Count % alignment != 0)
            file.Add(0);
        return [.. file, .. Enumerable.Range(0, Data).Select(i => (byte)i)];
    }

    public static byte[] Text(string text) => [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static unsafe void Read(byte[] bytes, Action<GgufMetadata, List<TensorInfo>> check)
    {
        fixed (byte* start = bytes)
        {
            using UnmanagedMemoryStream stream = new(start, bytes.Length);
            using MappedFile file = MappedFile.Of("model.gguf", stream);
            (GgufMetadata metadata, List<TensorInfo> tensors) = GgufHeader.Read(file);
            check(metadata, tensors);
        }
    }
}
