using TogetherAI.Engine.Conversion.Encoders;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Conversion;

/// <summary>Brings rows into a format, on all of the processor's threads.</summary>
internal static unsafe class RowEncoder
{
    private const int BatchBytes = 8 << 20;

    /// <summary>Encodes a tensor into memory.</summary>
    public static void Encode(SourceTensor tensor, WeightFormat format, byte* destination, CancellationToken cancellationToken = default) =>
        EncodeRows(tensor, format, 0, tensor.Rows, destination, cancellationToken);

    /// <summary>Encodes a tensor into a stream, some megabytes at a time.</summary>
    public static void Write(SourceTensor tensor, WeightFormat format, Stream stream, CancellationToken cancellationToken)
    {
        long rowBytes = WeightFormats.RowBytes(format, tensor.Columns);
        int batch = (int)Math.Clamp(BatchBytes / rowBytes, 1, tensor.Rows);
        byte[] buffer = new byte[checked(batch * rowBytes)];
        fixed (byte* start = buffer)
        {
            for (int row = 0; row < tensor.Rows; row += batch)
            {
                int count = Math.Min(batch, tensor.Rows - row);
                EncodeRows(tensor, format, row, count, start, cancellationToken);
                stream.Write(buffer, 0, checked((int)(count * rowBytes)));
            }
        }
    }

    private static void EncodeRows(SourceTensor tensor, WeightFormat format, int first, int count, byte* destination, CancellationToken cancellationToken)
    {
        int rowBytes = checked((int)WeightFormats.RowBytes(format, tensor.Columns));
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        nint start = (nint)destination;
        Parallel.For(0, count, options, () => new float[tensor.Columns], (row, _, values) =>
        {
            tensor.Fill(first + row, values);
            WeightEncoder.Encode(format, values, new Span<byte>((byte*)start + ((nint)row * rowBytes), rowBytes));
            return values;
        }, static _ => { });
    }
}
