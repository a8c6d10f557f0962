namespace TogetherAI.Engine.Weights;

/// <summary>
/// The element types that a weights file can name: those of safetensors (huggingface/safetensors, <c>Dtype</c>) and of GGUF (ggml,
/// <c>ggml_type</c>). Which of them a model's weights may have is for the loader of those weights to say.
/// </summary>
/// <param name="Name">As the format's own documents spell it.</param>
/// <param name="BlockBits">Bits of one block.</param>
/// <param name="BlockLength">Elements of one block; 1 for plain numbers.</param>
internal readonly record struct TensorType(string Name, int BlockBits, int BlockLength = 1)
{
    public static readonly TensorType F32 = new("F32", 32);
    public static readonly TensorType F16 = new("F16", 16);
    public static readonly TensorType BF16 = new("BF16", 16);

    private static readonly Dictionary<string, TensorType> s_safetensors = new TensorType[]
    {
        F32, F16, BF16, new("F64", 64), new("I64", 64), new("U64", 64), new("C64", 64), new("I32", 32), new("U32", 32), new("I16", 16),
        new("U16", 16), new("I8", 8), new("U8", 8), new("BOOL", 8), new("F8_E4M3", 8), new("F8_E5M2", 8), new("F8_E8M0", 8),
        new("F4", 4), new("F6_E2M3", 6), new("F6_E3M2", 6),
    }.ToDictionary(static type => type.Name, StringComparer.Ordinal);

    // By ggml_type. Those that cannot be run are listed too: a file's layout can be checked only when every size in it is known.
    private static readonly Dictionary<uint, TensorType> s_gguf = new()
    {
        [0] = F32, [1] = F16, [2] = new("Q4_0", 18 * 8, 32), [3] = new("Q4_1", 20 * 8, 32), [6] = new("Q5_0", 22 * 8, 32), [7] = new("Q5_1", 24 * 8, 32),
        [8] = new("Q8_0", 34 * 8, 32), [9] = new("Q8_1", 36 * 8, 32), [10] = new("Q2_K", 84 * 8, 256), [11] = new("Q3_K", 110 * 8, 256), [12] = new("Q4_K", 144 * 8, 256),
        [13] = new("Q5_K", 176 * 8, 256), [14] = new("Q6_K", 210 * 8, 256), [15] = new("Q8_K", 292 * 8, 256), [16] = new("IQ2_XXS", 66 * 8, 256),
        [17] = new("IQ2_XS", 74 * 8, 256), [18] = new("IQ3_XXS", 98 * 8, 256), [19] = new("IQ1_S", 50 * 8, 256), [20] = new("IQ4_NL", 18 * 8, 32),
        [21] = new("IQ3_S", 110 * 8, 256), [22] = new("IQ2_S", 82 * 8, 256), [23] = new("IQ4_XS", 136 * 8, 256), [24] = new("I8", 8),
        [25] = new("I16", 16), [26] = new("I32", 32), [27] = new("I64", 64), [28] = new("F64", 64), [29] = new("IQ1_M", 56 * 8, 256),
        [30] = BF16, [34] = new("TQ1_0", 54 * 8, 256), [35] = new("TQ2_0", 66 * 8, 256), [39] = new("MXFP4", 17 * 8, 32),
    };

    /// <summary>The format that the kernels know it by; null for a type that no weights of a model can be run in.</summary>
    public WeightFormat? Format => Enum.TryParse(Name, out WeightFormat format) ? format : null;

    /// <summary>The number by which GGUF names this type.</summary>
    public uint GgufId
    {
        get
        {
            TensorType wanted = this;
            return s_gguf.First(entry => entry.Value == wanted).Key;
        }
    }

    public static TensorType Of(WeightFormat format) => s_gguf.Values.First(type => type.Format == format);

    public static bool TryParse(string name, out TensorType type) => s_safetensors.TryGetValue(name, out type);

    public static bool TryParseGguf(uint id, out TensorType type) => s_gguf.TryGetValue(id, out type);

    /// <summary>Bytes of a row of so many elements, which its blocks must divide.</summary>
    public long RowBytes(long elements) => elements / BlockLength * (BlockBits / 8);
}
