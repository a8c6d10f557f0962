using System.Buffers.Binary;

namespace TogetherAI.ApiTour;

/// <summary>A sound file as small as one gets.</summary>
internal static class Wave
{
    private const int Rate = 16_000;

    /// <summary>PCM, 16 bits, mono, 16 kHz, in a RIFF file (Multimedia Programming Interface and Data Specifications 1.0).</summary>
    public static byte[] HalfASecondOfSilence()
    {
        const int Length = Rate * sizeof(short) / 2;
        byte[] file = new byte[44 + Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), Rate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), Length);
        return file;
    }
}
