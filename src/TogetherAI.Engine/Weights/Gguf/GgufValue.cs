namespace TogetherAI.Engine.Weights.Gguf;

/// <summary>
/// A value of the metadata where it lies in the file: a vocabulary is some hundred thousand strings, and is only read when it is wanted.
/// </summary>
/// <param name="Type">What it is; of an array, what its elements are.</param>
/// <param name="IsArray">Whether it is an array.</param>
/// <param name="Count">Elements of an array; 1 otherwise.</param>
/// <param name="Offset">Where the value, or the array's first element, begins in the file.</param>
internal readonly record struct GgufValue(GgufValueType Type, bool IsArray, long Count, long Offset)
{
    /// <summary>Bytes of a value of fixed size; 0 for a string.</summary>
    public static int SizeOf(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 => 8,
        _ => 0,
    };
}
