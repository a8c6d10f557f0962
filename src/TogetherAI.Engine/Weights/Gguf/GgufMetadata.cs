using System.Buffers.Binary;
using System.Text;

namespace TogetherAI.Engine.Weights.Gguf;

/// <summary>The metadata of a GGUF file: each value is read, and held to what it must be, when it is asked for.</summary>
internal sealed class GgufMetadata(MappedFile file, Dictionary<string, GgufValue> entries)
{
    public MappedFile File => file;

    public IEnumerable<string> Keys => entries.Keys;

    public bool Has(string key) => entries.ContainsKey(key);

    public bool IsArray(string key) => entries.TryGetValue(key, out GgufValue value) && value.IsArray;

    /// <summary>Elements of an array; 0 where there is none.</summary>
    public long Length(string key) => IsArray(key) ? entries[key].Count : 0;

    /// <summary>A whole number within bounds, of whatever width the writer chose.</summary>
    public long Integer(string key, long? absent = null, long min = 1, long max = int.MaxValue)
    {
        if (!entries.TryGetValue(key, out GgufValue value))
            return absent ?? throw Missing(key);
        return !value.IsArray && TryInteger(value, 0, out long number) && number >= min && number <= max
            ? number
            : throw Fault(key, $"is {Shown(value)}; a whole number from {min} to {max} is needed.");
    }

    public double Number(string key, double? absent = null)
    {
        if (!entries.TryGetValue(key, out GgufValue value))
            return absent ?? throw Missing(key);
        double number = value switch
        {
            { IsArray: true } => double.NaN,
            { Type: GgufValueType.Float32 } => BinaryPrimitives.ReadSingleLittleEndian(Bytes(value, 0)),
            { Type: GgufValueType.Float64 } => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(value, 0)),
            _ => TryInteger(value, 0, out long whole) ? whole : double.NaN,
        };
        return double.IsFinite(number) ? number : throw Fault(key, $"is {Shown(value)}; a finite number is needed.");
    }

    public bool Flag(string key, bool absent)
    {
        if (!entries.TryGetValue(key, out GgufValue value))
            return absent;
        return value is { IsArray: false, Type: GgufValueType.Bool } ? Bytes(value, 0)[0] != 0 : throw Fault(key, $"is {Shown(value)}; true or false is needed.");
    }

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string key)
    {
        if (!entries.TryGetValue(key, out GgufValue value))
            return null;
        return value is { IsArray: false, Type: GgufValueType.String }
            ? Decode(key, BytesOfText(key))
            : throw Fault(key, $"is {Shown(value)}; a string is needed.");
    }

    /// <summary>The bytes of a text that must be there.</summary>
    public ReadOnlySpan<byte> BytesOfText(string key)
    {
        if (!entries.TryGetValue(key, out GgufValue value) || value.IsArray || value.Type != GgufValueType.String)
            throw Fault(key, "must be a string.");
        GgufCursor cursor = new(file);
        cursor.MoveTo(value.Offset);
        return cursor.Text(key);
    }

    public string[] Texts(string key)
    {
        GgufValue value = Array(key, static type => type == GgufValueType.String, "strings");
        GgufCursor cursor = new(file);
        cursor.MoveTo(value.Offset);
        string[] texts = new string[value.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            // Some hundred thousand of them: the element's name is put together for a fault alone.
            ReadOnlySpan<byte> bytes = cursor.Text(key);
            texts[i] = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Fault($"{key}[{i}]", "is no UTF-8.");
        }

        return texts;
    }

    public float[] Floats(string key)
    {
        GgufValue value = Array(key, static type => type == GgufValueType.Float32, "numbers of type float32");
        float[] numbers = new float[value.Count];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(Bytes(value, i));
        return numbers;
    }

    /// <summary>Whole numbers or truth values.</summary>
    public long[] Integers(string key)
    {
        GgufValue value = Array(key, static type => type is not (GgufValueType.String or GgufValueType.Float32 or GgufValueType.Float64), "whole numbers");
        long[] numbers = new long[value.Count];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = TryInteger(value, i, out long number) ? number : throw Fault($"{key}[{i}]", "is past 2^63.");
        return numbers;
    }

    public ModelFormatException Fault(string key, string problem) => new(file.Name, key, problem);

    private GgufValue Array(string key, Func<GgufValueType, bool> fits, string what)
    {
        if (!entries.TryGetValue(key, out GgufValue value))
            throw Missing(key);
        return value.IsArray && fits(value.Type) && value.Count <= System.Array.MaxLength ? value : throw Fault(key, $"is {Shown(value)}; an array of {what} is needed.");
    }

    private bool TryInteger(GgufValue value, long index, out long number)
    {
        ReadOnlySpan<byte> bytes = value.Type is GgufValueType.String ? [] : Bytes(value, index);
        (number, bool whole) = value.Type switch
        {
            GgufValueType.UInt8 or GgufValueType.Bool => (bytes[0], true),
            GgufValueType.Int8 => ((sbyte)bytes[0], true),
            GgufValueType.UInt16 => (BinaryPrimitives.ReadUInt16LittleEndian(bytes), true),
            GgufValueType.Int16 => (BinaryPrimitives.ReadInt16LittleEndian(bytes), true),
            GgufValueType.UInt32 => (BinaryPrimitives.ReadUInt32LittleEndian(bytes), true),
            GgufValueType.Int32 => (BinaryPrimitives.ReadInt32LittleEndian(bytes), true),
            GgufValueType.UInt64 or GgufValueType.Int64 => (BinaryPrimitives.ReadInt64LittleEndian(bytes), value.Type == GgufValueType.Int64 || (bytes[7] & 0x80) == 0),
            _ => (0L, false),
        };
        return whole;
    }

    private ReadOnlySpan<byte> Bytes(GgufValue value, long index)
    {
        int size = GgufValue.SizeOf(value.Type);
        return file.Span(value.Offset + (index * size), size);
    }

    private string Decode(string key, ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Fault(key, "is no UTF-8.");

    private string Shown(GgufValue value)
    {
        if (value.IsArray)
            return $"an array of {value.Count} {value.Type}";
        return value.Type switch
        {
            GgufValueType.String => "a string",
            GgufValueType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(Bytes(value, 0)).ToString(System.Globalization.CultureInfo.InvariantCulture),
            GgufValueType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(value, 0)).ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => TryInteger(value, 0, out long number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "past 2^63",
        };
    }

    private ModelFormatException Missing(string key) => Fault(key, "is missing.");
}
