using System.Text;

namespace TogetherAI.Engine.Tokenization.Normalizers;

internal sealed class NormalizerSequence(Normalizer[] steps) : Normalizer
{
    public IReadOnlyList<Normalizer> Steps => steps;

    public override string Normalize(string text)
    {
        foreach (Normalizer step in steps) text = step.Normalize(text);
        return text;
    }
}

internal sealed class UnicodeNormalizer(NormalizationForm form) : Normalizer
{
    public override string Normalize(string text)
    {
        if (Ascii.IsValid(text)) return text;
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            // The platform refuses text with noncharacters such as U+FFFE, which the reference lets through: normalise around them.
            StringBuilder normalized = new(text.Length);
            foreach (Rune rune in text.EnumerateRunes())
            {
                string one = rune.ToString();
                normalized.Append((rune.Value & 0xFFFE) == 0xFFFE ? one : one.Normalize(form));
            }

            return normalized.ToString();
        }
    }
}

internal sealed class LowercaseNormalizer : Normalizer
{
    // U+0130 is the one letter whose lower case is two characters.
    public override string Normalize(string text) => text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();
}

internal sealed class StripNormalizer(bool left, bool right) : Normalizer
{
    public override string Normalize(string text)
    {
        if (left) text = text.TrimStart();
        return right ? text.TrimEnd() : text;
    }
}

internal sealed class StripAccentsNormalizer : Normalizer
{
    public override string Normalize(string text)
    {
        if (Ascii.IsValid(text)) return text;
        StringBuilder kept = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!CharacterClasses.IsMark(Rune.GetUnicodeCategory(rune))) kept.Append(rune);
        }

        return kept.ToString();
    }
}

internal sealed class PrependNormalizer(string prefix) : Normalizer
{
    public string Prefix => prefix;

    public override string Normalize(string text) => text.Length == 0 ? text : prefix + text;
}

internal sealed class ReplaceNormalizer(TextPattern pattern, string content) : Normalizer
{
    public bool Replaces(string literal, string with) => pattern is LiteralPattern one && one.Literal == literal && content == with;

    public override string Normalize(string text) => pattern.Replace(text, content);
}

internal sealed class ByteLevelNormalizer : Normalizer
{
    public override string Normalize(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return string.Create(bytes.Length, bytes, static (target, source) => ByteAlphabet.Write(source, target));
    }
}
