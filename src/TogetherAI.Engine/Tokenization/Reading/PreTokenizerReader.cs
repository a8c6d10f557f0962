using System.Text;
using TogetherAI.Engine.Tokenization.PreTokenizers;

namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>Reads <c>pre_tokenizer</c>.</summary>
internal static class PreTokenizerReader
{
    public static PreTokenizer Read(JsonField field)
    {
        switch (field.Type)
        {
            case "Sequence":
                field.AllowOnly("type", "pretokenizers");
                return new PreTokenizerSequence([.. field.Required("pretokenizers").Items().Select(Read)]);
            case "Split":
                field.AllowOnly("type", "pattern", "behavior", "invert");
                return new PatternSplit(
                    PatternReader.Read(field.Required("pattern")), Behavior(field.Required("behavior")), field.Flag("invert", absent: false));
            case "ByteLevel":
                // "trim_offsets" is about places in the text, which are not kept.
                field.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
                return new ByteLevelPreTokenizer(field.Flag("add_prefix_space", absent: true), field.Flag("use_regex", absent: true));
            case "Digits":
                field.AllowOnly("type", "individual_digits");
                return new PatternSplit(
                    new RunePattern(static rune => CharacterClasses.IsNumber(Rune.GetUnicodeCategory(rune))),
                    field.Flag("individual_digits", absent: false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous,
                    invert: false);
            case "Punctuation":
                field.AllowOnly("type", "behavior");
                return new PatternSplit(
                    new RunePattern(BertPreTokenizer.IsPunctuation),
                    field.Optional("behavior") is JsonField behavior ? Behavior(behavior) : SplitBehavior.Isolated,
                    invert: false);
            case "Whitespace":
                field.AllowOnly("type");
                return new PatternSplit(new RegexPattern(@"\w+|[^\w\s]+", field.Source, field.Path), SplitBehavior.Removed, invert: true);
            case "WhitespaceSplit":
                field.AllowOnly("type");
                return new PatternSplit(new RunePattern(Rune.IsWhiteSpace), SplitBehavior.Removed, invert: false);
            case "BertPreTokenizer":
                field.AllowOnly("type");
                return new BertPreTokenizer();
            case "CharDelimiterSplit":
                field.AllowOnly("type", "delimiter");
                return new PatternSplit(new LiteralPattern(field.Required("delimiter").Character().ToString()), SplitBehavior.Removed, invert: false);
            case "Metaspace":
                field.AllowOnly("type", "replacement", "prepend_scheme", "add_prefix_space", "str_rep", "split");
                return new MetaspacePreTokenizer(field.Required("replacement").Character(), Prepend(field), field.Flag("split", absent: true));
            default:
                throw field.Required("type").NotSupported(
                    field.Type, "Sequence, Split, ByteLevel, Digits, Punctuation, Whitespace, WhitespaceSplit, BertPreTokenizer, CharDelimiterSplit and Metaspace are");
        }
    }

    internal static PrependScheme Prepend(JsonField field)
    {
        // Files from before 2023 say "add_prefix_space" in its place.
        if (field.Optional("prepend_scheme") is not JsonField scheme)
            return field.Flag("add_prefix_space", absent: true) ? PrependScheme.Always : PrependScheme.Never;
        return scheme.Text() switch
        {
            "never" => PrependScheme.Never,
            "first" => PrependScheme.First,
            "always" => PrependScheme.Always,
            string other => throw scheme.NotSupported(other, "never, first and always are"),
        };
    }

    private static SplitBehavior Behavior(JsonField field) => field.Text() switch
    {
        "Removed" => SplitBehavior.Removed,
        "Isolated" => SplitBehavior.Isolated,
        "MergedWithPrevious" => SplitBehavior.MergedWithPrevious,
        "MergedWithNext" => SplitBehavior.MergedWithNext,
        "Contiguous" => SplitBehavior.Contiguous,
        string other => throw field.NotSupported(other, "Removed, Isolated, MergedWithPrevious, MergedWithNext and Contiguous are"),
    };
}
