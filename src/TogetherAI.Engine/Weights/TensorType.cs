namespace TogetherAI.Engine.Weights;

/// <summary>
/// The element types that a safetensors header can name (huggingface/safetensors, <c>Dtype</c>). Which of them a model's weights
/// may have is for the loader of those weights to say.
/// </summary>
internal readonly record struct TensorType(string Name, int Bits)
{
    public static readonly TensorType F32 = new("F32", 32);
    public static readonly TensorType F16 = new("F16", 16);
    public static readonly TensorType BF16 = new("BF16", 16);

    private static readonly Dictionary<string, TensorType> s_known = new TensorType[]
    {
        F32, F16, BF16, new("F64", 64), new("I64", 64), new("U64", 64), new("C64", 64), new("I32", 32), new("U32", 32), new("I16", 16),
        new("U16", 16), new("I8", 8), new("U8", 8), new("BOOL", 8), new("F8_E4M3", 8), new("F8_E5M2", 8), new("F8_E8M0", 8),
        new("F4", 4), new("F6_E2M3", 6), new("F6_E3M2", 6),
    }.ToDictionary(static type => type.Name, StringComparer.Ordinal);

    public static bool TryParse(string name, out TensorType type) => s_known.TryGetValue(name, out type);
}
