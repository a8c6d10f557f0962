using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Tokenization.Normalizers;

/// <summary>
/// BERT's: control characters go, white space becomes spaces, Chinese characters stand alone, accents and upper case go where the file says so.
/// </summary>
internal sealed class BertNormalizer(bool clean, bool separateChinese, bool stripAccents, bool lowercase) : Normalizer
{
    private readonly LowercaseNormalizer _lowercase = new();
    private readonly StripAccentsNormalizer _stripAccents = new();

    public override string Normalize(string text)
    {
        StringBuilder kept = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean && (rune.Value is 0 or 0xFFFD || IsControl(rune)))
                continue;
            if (clean && Rune.IsWhiteSpace(rune))
                kept.Append(' ');
            else if (separateChinese && IsChinese(rune.Value))
                kept.Append(' ').Append(rune).Append(' ');
            else
                kept.Append(rune);
        }

        string normalized = kept.ToString();
        if (stripAccents)
            normalized = _stripAccents.Normalize(Ascii.IsValid(normalized) ? normalized : normalized.Normalize(NormalizationForm.FormD));
        return lowercase ? _lowercase.Normalize(normalized) : normalized;
    }

    // Tab and the line breaks count as white space.
    private static bool IsControl(Rune rune) => rune.Value is not ('\t' or '\n' or '\r')
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static bool IsChinese(int point) => point
        is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
        or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
