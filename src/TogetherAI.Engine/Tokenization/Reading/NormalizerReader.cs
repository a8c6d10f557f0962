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
            default:
                throw field.Required("type").NotSupported(
                    field.Type, "Sequence, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Prepend and Replace are");
        }
    }

    private static Normalizer Unicode(JsonField field, NormalizationForm form)
    {
        // Without ICU, .NET leaves text as it is and says nothing.
        if ("e\u0301".Normalize(NormalizationForm.FormC) != "\u00E9")
        {
            throw field.Required("type").NotSupported(
                field.Type, "this process runs in globalization-invariant mode; install ICU and set InvariantGlobalization to false");
        }

        return Plain(field, new UnicodeNormalizer(form));
    }

    private static Normalizer Plain(JsonField field, Normalizer normalizer)
    {
        field.AllowOnly("type");
        return normalizer;
    }
}
