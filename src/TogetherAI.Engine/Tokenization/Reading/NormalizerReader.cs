using System.Text;
using TogetherAI.Engine.Tokenization.Normalizers;

namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>Reads <c>normalizer</c>.</summary>
internal static class NormalizerReader
{
    public static Normalizer Read(JsonField field)
    {
        switch (field.Type)
        {
            case "Sequence":
                field.AllowOnly("type", "normalizers");
                return new NormalizerSequence([.. field.Required("normalizers").Items().Select(Read)]);
            case "NFC": return Unicode(field, NormalizationForm.FormC);
            case "NFD": return Unicode(field, NormalizationForm.FormD);
            case "NFKC": return Unicode(field, NormalizationForm.FormKC);
            case "NFKD": return Unicode(field, NormalizationForm.FormKD);
            case "Lowercase": return Plain(field, new LowercaseNormalizer());
            case "StripAccents": return Plain(field, new StripAccentsNormalizer());
            case "Strip":
                field.AllowOnly("type", "strip_left", "strip_right");
                return new StripNormalizer(field.Flag("strip_left", absent: true), field.Flag("strip_right", absent: true));
            case "Prepend":
                field.AllowOnly("type", "prepend");
                return new PrependNormalizer(field.Required("prepend").Text());
            case "Replace":
                field.AllowOnly("type", "pattern", "content");
                return new ReplaceNormalizer(PatternReader.Read(field.Required("pattern")), field.Required("content").Text());
            case "BertNormalizer":
                field.AllowOnly("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
                bool lowercase = field.Flag("lowercase", absent: true);
                bool accents = field.Flag("strip_accents", absent: lowercase);
                if (accents) RequireUnicode(field);
                return new BertNormalizer(field.Flag("clean_text", absent: true), field.Flag("handle_chinese_chars", absent: true), accents, lowercase);
            case "Precompiled":
                field.AllowOnly("type", "precompiled_charsmap");
                return Precompiled(field.Required("precompiled_charsmap"));
            case "ByteLevel":
                // Writes the text in the byte alphabet before anything is split.
                return Plain(field, new ByteLevelNormalizer());
            default:
                throw field.Required("type").NotSupported(
                    field.Type, "Sequence, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Prepend, Replace, BertNormalizer, Precompiled and ByteLevel are");
        }
    }

    private static Normalizer Unicode(JsonField field, NormalizationForm form)
    {
        RequireUnicode(field);
        return Plain(field, new UnicodeNormalizer(form));
    }

    private static void RequireUnicode(JsonField field)
    {
        // Without ICU, .NET leaves text as it is and says nothing.
        if ("e\u0301".Normalize(NormalizationForm.FormC) != "\u00E9")
        {
            throw field.Required("type").NotSupported(
                field.Type, "this process runs in globalization-invariant mode; install ICU and set InvariantGlobalization to false");
        }
    }

    private static PrecompiledNormalizer Precompiled(JsonField map)
    {
        try
        {
            return new PrecompiledNormalizer(Convert.FromBase64String(map.Text()));
        }
        catch (FormatException fault)
        {
            throw map.Fault($"is no character map: {fault.Message}");
        }
    }

    private static Normalizer Plain(JsonField field, Normalizer normalizer)
    {
        field.AllowOnly("type");
        return normalizer;
    }
}
