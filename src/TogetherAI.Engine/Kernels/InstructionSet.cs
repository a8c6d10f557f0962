namespace TogetherAI.Engine.Kernels;

/// <summary>The processors that have kernels of their own. All give the same bits for the formats in blocks of integers.</summary>
internal enum InstructionSet
{
    /// <summary>Any processor, by the formats' definitions.</summary>
    Portable,

    /// <summary>64-bit ARM with byte products (Armv8.2 and later).</summary>
    AdvSimd,

    /// <summary>x86 with AVX2 and FMA.</summary>
    Avx2,

    /// <summary>x86 with AVX-512 (F, BW, DQ, VL).</summary>
    Avx512,

    /// <summary>AVX-512 with its byte products (VNNI, since Ice Lake and Zen 4), which .NET does not offer: <see cref="Emitted.VnniTile{TFormat}"/>.</summary>
    Avx512Vnni,
}
