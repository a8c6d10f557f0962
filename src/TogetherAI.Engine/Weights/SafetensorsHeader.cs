using System.Buffers.Binary;
using System.Text.Json;

namespace TogetherAI.Engine.Weights;

/// <summary>
/// Reads the header of a safetensors file: eight bytes of header length, the header as JSON, then the tensors' bytes back to back
/// (huggingface/safetensors, README "Format"). Everything is checked here, so that a tensor once listed can be read without a doubt.
/// The header's length need not be a multiple of anything: tensors may begin at any byte.
/// </summary>
internal static class SafetensorsHeader
{
    // The bound of the reference implementation; keeps a hostile length from becoming an allocation.
    private const long MaxHeaderBytes = 100_000_000;

    public static List<TensorInfo> Read(MappedFile file)
    {
        if (file.Length < 8)
            throw new ModelFormatException(file.Name, "header", $"is truncated: the file has {file.Length} bytes, its header length alone takes 8.");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span(0, 8));
        if (length > (ulong)(file.Length - 8))
            throw new ModelFormatException(file.Name, "header", $"is said to be {length} bytes long, but only {file.Length - 8} follow.");
        if (length is 0 or > MaxHeaderBytes)
            throw new ModelFormatException(file.Name, "header", $"is said to be {length} bytes long; 1 to {MaxHeaderBytes} are allowed.");

        ReadOnlySpan<byte> json = file.Span(8, (int)length);
        if (!System.Text.Unicode.Utf8.IsValid(json))
            throw new ModelFormatException(file.Name, "header", "is not UTF-8.");
        List<TensorInfo> tensors;
        try
        {
            tensors = ReadTensors(json, file, dataStart: 8 + (long)length);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: an escaped lone surrogate in a name, or a value of the wrong kind.
            throw new ModelFormatException(file.Name, "header", "is not the JSON of a safetensors header: " + fault.Message, fault);
        }

        CheckLayout(tensors, file, dataStart: 8 + (long)length);
        return tensors;
    }

    private static List<TensorInfo> ReadTensors(ReadOnlySpan<byte> json, MappedFile file, long dataStart)
    {
        List<TensorInfo> tensors = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        Utf8JsonReader reader = new(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("it is no object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (!names.Add(name))
                throw new ModelFormatException(file.Name, name, "is listed twice.");
            if (name == "__metadata__")
                reader.Skip();
            else
                tensors.Add(ReadTensor(ref reader, name, file, dataStart));
        }

        // Padding with spaces at the end is allowed, and common.
        if (reader.Read())
            throw new JsonException("something follows it.");
        return tensors;
    }

    private static TensorInfo ReadTensor(ref Utf8JsonReader reader, string name, MappedFile file, long dataStart)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Fault("is not described by an object.");
        string? typeName = null;
        long[]? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "dtype" when typeName is null: typeName = reader.GetString(); break;
                case "shape" when shape is null: shape = ReadIntegers(ref reader); break;
                case "data_offsets" when offsets is null: offsets = ReadIntegers(ref reader); break;
                default: throw Fault($"has an unknown or repeated entry '{field}'.");
            }
        }

        if (typeName is null || shape is null || offsets is not [long begin, long end])
            throw Fault("needs dtype, shape and two data_offsets.");
        if (!TensorType.TryParse(typeName, out TensorType type))
            throw Fault($"has the unknown dtype '{typeName}'.");
        long dataLength = file.Length - dataStart;
        if (begin < 0 || end < begin || end > dataLength)
            throw Fault($"has data_offsets [{begin}, {end}], but the file holds {dataLength} bytes of tensors.");

        // A shape may multiply past 2^63, even on its way to zero.
        UInt128 bits = (UInt128)type.BlockBits;
        foreach (long dimension in shape)
        {
            if (dimension < 0 || (bits > 0 && (UInt128)dimension > UInt128.MaxValue / bits))
                throw Fault($"has the impossible shape {TensorInfo.FormatShape(shape)}.");
            bits *= (UInt128)dimension;
        }

        if (bits != (UInt128)(end - begin) * 8)
            throw Fault($"has {end - begin} bytes, but {type.Name} {TensorInfo.FormatShape(shape)} takes {bits / 8}.");
        return new TensorInfo(name, type, shape, dataStart + begin, dataStart + end, file);

        ModelFormatException Fault(string message) => new(file.Name, name, message);
    }

    private static long[] ReadIntegers(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("a list of integers was expected.");
        List<long> values = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            values.Add(reader.TryGetInt64(out long value) ? value : throw new JsonException("a list holds no 64-bit integer."));
        return [.. values];
    }

    /// <summary>The tensors must cover the file without gap or overlap, which is the format's own rule against smuggled bytes.</summary>
    private static void CheckLayout(List<TensorInfo> tensors, MappedFile file, long dataStart)
    {
        long next = dataStart;
        foreach (TensorInfo tensor in tensors.OrderBy(static tensor => tensor.Begin).ThenBy(static tensor => tensor.End))
        {
            if (tensor.Begin < next)
                throw new ModelFormatException(file.Name, tensor.Name, "overlaps another tensor.");
            if (tensor.Begin > next)
                throw new ModelFormatException(file.Name, tensor.Name, $"leaves {tensor.Begin - next} bytes before it that belong to no tensor.");
            next = tensor.End;
        }

        if (next != file.Length)
            throw new ModelFormatException(file.Name, null, $"has {file.Length - next} bytes after its last tensor.");
    }
}
