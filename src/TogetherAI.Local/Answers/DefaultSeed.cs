using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TogetherAI.Local.Answers;

/// <summary>
/// The seed of a request that names none: made of what it says and of the server's own seed, so that neither the order of arrival nor
/// what else runs has a say in the answer.
/// </summary>
internal static class DefaultSeed
{
    // What every reader of JSON takes as a whole number: the answer names the seed, and sent back it gives the same answer.
    private const ulong Mask = (1UL << 53) - 1;

    public static long Of(string body, int serverSeed)
    {
        // SHA-256 because it is the same on every machine and in every version; its strength is not needed.
        byte[] text = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(body)];
        BinaryPrimitives.WriteInt32LittleEndian(text, serverSeed);
        Encoding.UTF8.GetBytes(body, text.AsSpan(sizeof(int)));
        return (long)(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(text)) & Mask);
    }
}
