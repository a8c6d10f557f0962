using System.Text;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Weights;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Conversion;

/// <summary>Writes a GGUF file of version 3: metadata and tensors are gathered first, then written from front to back.</summary>
internal sealed class GgufWriter
{
    private const int Alignment = 32;

    private readonly MemoryStream _metadata = new();
    private readonly BinaryWriter _entries;
    private readonly List<(string Name, WeightFormat Format, SourceTensor Content)> _tensors = [];
    private long _entryCount;

    public GgufWriter() => _entries = new BinaryWriter(_metadata, Encoding.UTF8);

    public void Add(string key, string value)
    {
        Begin(key, GgufValueType.String);
        Write(_entries, value);
    }

    public void Add(string key, long value)
    {
        Begin(key, GgufValueType.UInt32);
        _entries.Write(checked((uint)value));
    }

    public void Add(string key, double value)
    {
        Begin(key, GgufValueType.Float32);
        _entries.Write((float)value);
    }

    public void Add(string key, bool value)
    {
        Begin(key, GgufValueType.Bool);
        _entries.Write(value);
    }

    public void Add(string key, IReadOnlyCollection<string> values) => AddArray(key, GgufValueType.String, values, static (writer, value) => Write(writer, value));

    public void Add(string key, IReadOnlyCollection<float> values) => AddArray(key, GgufValueType.Float32, values, static (writer, value) => writer.Write(value));

    public void Add(string key, IReadOnlyCollection<int> values) => AddArray(key, GgufValueType.Int32, values, static (writer, value) => writer.Write(value));

    public void Add(string key, IReadOnlyCollection<bool> values) => AddArray(key, GgufValueType.Bool, values, static (writer, value) => writer.Write(value));

    public void AddTensor(string name, WeightFormat format, SourceTensor content) => _tensors.Add((name, format, content));

    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        using BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((long)_tensors.Count);
        writer.Write(_entryCount);
        _entries.Flush();
        writer.Write(_metadata.ToArray());
        long offset = 0;
        foreach ((string name, WeightFormat format, SourceTensor content) in _tensors)
        {
            Write(writer, name);
            writer.Write((uint)content.Shape.Length);
            foreach (long dimension in content.Shape.Reverse())
                writer.Write(dimension);
            writer.Write(TensorType.Of(format).GgufId);
            writer.Write(offset);
            offset = Aligned(offset + (WeightFormats.RowBytes(format, content.Columns) * content.Rows));
        }

        writer.Flush();
        Pad(stream);
        foreach ((_, WeightFormat format, SourceTensor content) in _tensors)
        {
            RowEncoder.Write(content, format, stream, cancellationToken);
            Pad(stream);
        }
    }

    private static void Pad(Stream stream) => stream.Write(new byte[Aligned(stream.Position) - stream.Position]);

    private static long Aligned(long position) => (position + Alignment - 1) / Alignment * Alignment;

    private static void Write(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }

    private void AddArray<T>(string key, GgufValueType type, IReadOnlyCollection<T> values, Action<BinaryWriter, T> write)
    {
        Begin(key, GgufValueType.Array);
        _entries.Write((uint)type);
        _entries.Write((long)values.Count);
        foreach (T value in values)
            write(_entries, value);
    }

    private void Begin(string key, GgufValueType type)
    {
        Write(_entries, key);
        _entries.Write((uint)type);
        _entryCount++;
    }
}
