namespace TogetherAI.Engine.Weights.Gguf;

/// <summary>
/// Reads the header of one GGUF file of version 2 or 3: metadata, then the list of tensors, then their bytes, each begun at a multiple of
/// the alignment (ggml, docs/gguf.md). Everything is checked here, so that a tensor once listed can be read without a doubt.
/// </summary>
internal static class GgufHeader
{
    private const uint Magic = 0x46554747; // "GGUF"
    private const uint DefaultAlignment = 32;
    private const uint MostAlignment = 1 << 20;
    private const int MostDimensions = 4;

    // The least that one entry takes in the file: what announces more of them than fit in the rest is refused before anything is allocated.
    private const int LeastEntryBytes = 8 + 4 + 1;
    private const int LeastTensorBytes = 8 + 4 + 4 + 8;

    public static (GgufMetadata Metadata, List<TensorInfo> Tensors) Read(MappedFile file)
    {
        GgufCursor cursor = new(file);
        if (cursor.UInt32("magic") != Magic)
            throw new ModelFormatException(file.Name, "magic", "is not 'GGUF': this is no GGUF file.");
        uint version = cursor.UInt32("version");
        if (version is not (2 or 3))
            throw Fault(file, "version", (version & 0xFFFF) == 0 ? "is written in the byte order of another kind of processor; little-endian files are supported." : $"is {version}; 2 and 3 are supported.");
        long tensorCount = cursor.Count("tensor_count", LeastTensorBytes, "tensors");
        long entryCount = cursor.Count("metadata_kv_count", LeastEntryBytes, "entries");

        Dictionary<string, GgufValue> entries = new(StringComparer.Ordinal);
        for (long i = 0; i < entryCount; i++)
        {
            string key = cursor.Name($"metadata[{i}]");
            if (!entries.TryAdd(key, ReadValue(cursor, file, key)))
                throw Fault(file, key, "is listed twice.");
        }

        GgufMetadata metadata = new(file, entries);
        long alignment = metadata.Integer("general.alignment", DefaultAlignment, 8, MostAlignment);
        if (!long.IsPow2(alignment))
            throw Fault(file, "general.alignment", $"is {alignment}; a power of two is needed.");

        List<(TensorInfo Tensor, long Offset)> tensors = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        for (long i = 0; i < tensorCount; i++)
        {
            (TensorInfo tensor, ulong offset) = ReadTensor(cursor, file, i);
            if (!names.Add(tensor.Name))
                throw Fault(file, tensor.Name, "is listed twice.");
            if (offset % (ulong)alignment != 0 || offset > (ulong)file.Length)
                throw Fault(file, tensor.Name, $"begins at {offset}, which is no multiple of {alignment} inside the file.");
            tensors.Add((tensor, (long)offset));
        }

        long dataStart = (cursor.Position + alignment - 1) & ~(alignment - 1);
        return (metadata, Place(tensors, file, dataStart, alignment));
    }

    private static GgufValue ReadValue(GgufCursor cursor, MappedFile file, string key)
    {
        GgufValueType type = (GgufValueType)cursor.UInt32(key);
        bool array = type == GgufValueType.Array;
        if (array)
            type = (GgufValueType)cursor.UInt32(key);
        if (array && type == GgufValueType.Array)
            throw Fault(file, key, "is an array of arrays, which is not supported.");
        int size = GgufValue.SizeOf(type);
        if (size == 0 && type != GgufValueType.String)
            throw Fault(file, key, $"has the unknown value type {(uint)type}.");

        // A string is at least its length.
        long count = array ? cursor.Count(key, size == 0 ? 8 : size, "elements") : 1;
        GgufValue value = new(type, array, count, cursor.Position);
        if (size > 0 && count > cursor.Remaining / size)
            throw Fault(file, key, "is cut off by the end of the file. Download it again.");
        if (size > 0)
            cursor.Skip(count * size);
        else
            for (long i = 0; i < count; i++)
                cursor.Text(key);
        return value;
    }

    /// <summary>One entry of the list. Its dimensions stand fastest first, the other way round than in every other format.</summary>
    private static (TensorInfo Tensor, ulong Offset) ReadTensor(GgufCursor cursor, MappedFile file, long index)
    {
        string name = cursor.Name($"tensors[{index}].name");
        uint dimensions = cursor.UInt32(name);
        if (dimensions is 0 or > MostDimensions)
            throw Fault(file, name, $"has {dimensions} dimensions; 1 to {MostDimensions} are possible.");
        long[] shape = new long[dimensions];
        UInt128 elements = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            ulong dimension = cursor.UInt64(name);
            if (dimension is 0 or > long.MaxValue || (elements *= dimension) > long.MaxValue)
                throw Fault(file, name, $"has a dimension of {dimension}, which makes it an impossible shape.");
            shape[i] = (long)dimension;
        }

        uint id = cursor.UInt32(name);
        if (!TensorType.TryParseGguf(id, out TensorType type))
            throw Fault(file, name, $"has the unknown type {id}.");
        if (shape[^1] % type.BlockLength != 0)
            throw Fault(file, name, $"has rows of {shape[^1]} elements, which {type.Name}'s blocks of {type.BlockLength} do not divide.");
        UInt128 bytes = elements / (UInt128)type.BlockLength * (UInt128)(type.BlockBits / 8);
        if (bytes > (UInt128)file.Length)
            throw Fault(file, name, $"takes {bytes} bytes as {type.Name} {TensorInfo.FormatShape(shape)}, more than the file's {file.Length}: the file is damaged, or a part of it is missing.");
        return (new TensorInfo(name, type, shape, 0, (long)bytes, file), cursor.UInt64(name));
    }

    /// <summary>Tensors follow one another without overlap, and with no more between them than the alignment asks for.</summary>
    private static List<TensorInfo> Place(List<(TensorInfo Tensor, long Offset)> tensors, MappedFile file, long dataStart, long alignment)
    {
        List<TensorInfo> placed = [];
        long next = 0;
        foreach ((TensorInfo tensor, long offset) in tensors.OrderBy(static one => one.Offset).ThenBy(static one => one.Tensor.End))
        {
            if (offset < next)
                throw Fault(file, tensor.Name, "overlaps another tensor.");
            if (offset - next >= alignment)
                throw Fault(file, tensor.Name, $"leaves {offset - next} bytes before it that belong to no tensor.");
            next = offset + tensor.End;
            if (dataStart + next > file.Length)
                throw Fault(file, tensor.Name, $"ends at {dataStart + next}, but the file at {file.Length}: a part of it is missing. Download it again.");
            placed.Add(tensor with { Begin = dataStart + offset, End = dataStart + next });
        }

        return placed;
    }

    private static ModelFormatException Fault(MappedFile file, string field, string problem) => new(file.Name, field, problem);
}
