using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Tokenization.Normalizers;

/// <summary>
/// SentencePiece's character map: a double-array trie (Aoe 1989) from byte sequences to places in a list of texts that replace them. Each
/// user-perceived character is looked up as a whole first, as the reference does, then its characters one by one.
/// </summary>
internal sealed class PrecompiledNormalizer : Normalizer
{
    // What is longer than this is never a whole entry.
    private const int LongestEntry = 6;

    private readonly uint[] _units;
    private readonly byte[] _texts;

    /// <exception cref="FormatException">The map is broken.</exception>
    public PrecompiledNormalizer(ReadOnlySpan<byte> map)
    {
        if (map.Length < 4)
            throw new FormatException("it is too short");
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(map);
        if (size % 4 != 0 || size > map.Length - 4)
            throw new FormatException("its table is larger than itself");
        _units = new uint[size / 4];
        for (int i = 0; i < _units.Length; i++)
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(map[(4 + (i * 4))..]);
        _texts = map[(4 + (int)size)..].ToArray();
    }

    public override string Normalize(string text)
    {
        StringBuilder normalized = new(text.Length);
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        Span<byte> utf8 = stackalloc byte[4];
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            byte[] whole = Encoding.UTF8.GetBytes(element);
            if (whole.Length < LongestEntry && Find(whole) is { } replaced)
            {
                normalized.Append(replaced);
                continue;
            }

            foreach (Rune rune in element.EnumerateRunes())
            {
                if (Find(utf8[..rune.EncodeToUtf8(utf8)]) is { } one)
                    normalized.Append(one);
                else
                    normalized.Append(rune);
            }
        }

        return normalized.ToString();
    }

    /// <summary>What replaces the shortest beginning of some bytes that has an entry; null where none has.</summary>
    private string? Find(ReadOnlySpan<byte> bytes)
    {
        uint at = Offset(Unit(0));
        foreach (byte next in bytes)
        {
            if (next == 0)
                break;
            at ^= next;
            uint unit = Unit(at);
            if ((unit & 0x800000FF) != next)
                return null;
            at ^= Offset(unit);
            if ((unit >> 8 & 1) != 0)
                return TextAt((int)(Unit(at) & 0x7FFFFFFF));
        }

        return null;
    }

    private uint Unit(uint index) => index < (uint)_units.Length ? _units[index] : 0x80000000;

    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & (1 << 9)) >> 6);

    private string? TextAt(int place)
    {
        if ((uint)place >= (uint)_texts.Length)
            return null;
        int end = Array.IndexOf(_texts, (byte)0, place);
        return Encoding.UTF8.GetString(_texts, place, (end < 0 ? _texts.Length : end) - place);
    }
}
