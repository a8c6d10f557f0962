using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>Writes weights in a format. The same weights give the same bytes on every machine.</summary>
internal static unsafe class WeightEncoder
{
    /// <summary>Writes values in a format, a whole number of blocks of them.</summary>
    /// <exception cref="ArgumentException">The values fill no whole number of blocks, or the destination is too short.</exception>
    public static void Encode(WeightFormat format, ReadOnlySpan<float> values, Span<byte> destination)
    {
        if (destination.Length < WeightFormats.RowBytes(format, values.Length))
            throw new ArgumentException($"{destination.Length} bytes do not hold {values.Length} values of {format}.", nameof(destination));
        fixed (byte* to = destination)
        {
            switch (format)
            {
                case WeightFormat.F32:
                    values.CopyTo(new Span<float>(to, values.Length));
                    break;
                case WeightFormat.F16:
                    for (int i = 0; i < values.Length; i++)
                        ((ushort*)to)[i] = BitConverter.HalfToUInt16Bits((Half)values[i]);
                    break;
                case WeightFormat.BF16:
                    for (int i = 0; i < values.Length; i++)
                        ((ushort*)to)[i] = BFloat16Format.Round(values[i]);
                    break;
                default:
                    EncodeBlocks(format, values, to);
                    break;
            }
        }
    }

    private static void EncodeBlocks(WeightFormat format, ReadOnlySpan<float> values, byte* destination)
    {
        delegate*<ReadOnlySpan<float>, byte*, void> encode = format switch
        {
            WeightFormat.Q8_0 => &Q8_0Encoder.Encode,
            WeightFormat.Q4_0 => &Q4_0Encoder.Encode,
            WeightFormat.Q4_K => &Q4_KEncoder.Encode,
            WeightFormat.Q5_K => &Q5_KEncoder.Encode,
            _ => &Q6_KEncoder.Encode,
        };
        int count = WeightFormats.ValuesPerBlock(format), bytes = WeightFormats.BytesPerBlock(format);
        for (; values.Length > 0; values = values[count..], destination += bytes)
            encode(values[..count], destination);
    }
}
