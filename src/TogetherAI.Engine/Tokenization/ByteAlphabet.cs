namespace TogetherAI.Engine.Tokenization;

/// <summary>
/// The 256 characters that byte-level vocabularies write bytes with, as GPT-2's <c>bytes_to_unicode</c> chose them: printable Latin-1
/// stands for itself, the other 68 bytes are U+0100 onwards, in order.
/// </summary>
internal static class ByteAlphabet
{
    private const int FirstBorrowed = 0x100;
    private static readonly char[] s_characters = CreateCharacters();
    private static readonly short[] s_bytes = CreateBytes();

    public static char ToCharacter(byte value) => s_characters[value];

    public static void Write(ReadOnlySpan<byte> bytes, Span<char> target)
    {
        for (int i = 0; i < bytes.Length; i++) target[i] = s_characters[bytes[i]];
    }

    /// <summary>
    /// The bytes that a token of a byte-level vocabulary stands for; <see langword="false"/> where a character of it is not of the
    /// alphabet.
    /// </summary>
    public static bool TryGetBytes(string token, out byte[] bytes)
    {
        bytes = new byte[token.Length];
        for (int i = 0; i < token.Length; i++)
        {
            if (token[i] >= s_bytes.Length || s_bytes[token[i]] < 0) return false;
            bytes[i] = (byte)s_bytes[token[i]];
        }

        return true;
    }

    private static char[] CreateCharacters()
    {
        char[] characters = new char[256];
        int borrowed = FirstBorrowed;
        for (int value = 0; value < 256; value++)
        {
            bool printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = printable ? (char)value : (char)borrowed++;
        }

        return characters;
    }

    private static short[] CreateBytes()
    {
        short[] bytes = new short[s_characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (int value = 0; value < 256; value++) bytes[s_characters[value]] = (short)value;
        return bytes;
    }
}
