using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Tests.Weights;

/// <summary>Writes safetensors files by the format's definition, good ones and bad ones.</summary>
internal sealed class SafetensorsBuilder
{
    private readonly List<(string Name, string Entry)> _entries = [];
    private readonly MemoryStream _data = new();

    public SafetensorsBuilder Add(string name, string type, int[] shape, byte[] data)
    {
        string dimensions = string.Join(",", shape);
        _entries.Add((name, string.Create(
            CultureInfo.InvariantCulture, $$"""{"dtype":"{{type}}","shape":[{{dimensions}}],"data_offsets":[{{_data.Length}},{{_data.Length + data.Length}}]}""")));
        _data.Write(data);
        return this;
    }

    public SafetensorsBuilder Add(string name, string type, int[] shape, float[] values) => Add(name, type, shape, Encode(type, values));

    /// <summary>The file. Spaces pad the header to a length that is <paramref name="alignment"/> modulo 8.</summary>
    public byte[] Build(int? alignment = null)
    {
        string header = "{\"__metadata__\":{\"format\":\"pt\"}," + string.Join(",", _entries.Select(entry => $"\"{entry.Name}\":{entry.Entry}")) + "}";
        while (alignment is not null && header.Length % 8 != alignment)
            header += " ";
        return File(header, _data.ToArray());
    }

    public static byte[] File(string header, params byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. data];
    }

    private static byte[] Encode(string type, float[] values) => type switch
    {
        "F32" => [.. values.SelectMany(BitConverter.GetBytes)],
        "F16" => [.. values.SelectMany(value => BitConverter.GetBytes((Half)value))],
        "BF16" => [.. values.SelectMany(value => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)))],
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
