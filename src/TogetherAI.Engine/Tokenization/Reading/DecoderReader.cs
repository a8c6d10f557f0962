using TogetherAI.Engine.Tokenization.Decoders;
using TogetherAI.Engine.Tokenization.PreTokenizers;

namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>Reads <c>decoder</c>. A chain that could not be run token by token is refused.</summary>
internal static class DecoderReader
{
    private const string Supported = "ByteLevel, WordPiece, Replace, ByteFallback, Fuse, Strip, Metaspace and Sequence are";

    private static readonly (string Spaced, string Joined)[] s_cleanUps =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    public static DecoderSettings Read(JsonField? decoder)
    {
        if (decoder is not JsonField field) return new DecoderSettings { Separator = " " };
        List<JsonField> steps = [];
        Flatten(field, steps);
        if (steps.Exists(static step => step.Type == "ByteLevel")) return ReadByteLevel(steps);
        if (steps is [{ Type: "WordPiece" } pieces]) return ReadWordPiece(pieces);

        DecoderSettings settings = new();
        bool fused = false;
        foreach (JsonField step in steps)
        {
            bool last = settings.ByteFallback && step.Type is not ("Fuse" or "Strip");
            if (last || (fused && step.Type != "Strip") || (settings.ByteFallback && !fused && step.Type == "Strip"))
                throw step.Fault($"'{step.Type}' is not supported after ByteFallback or Fuse (only Fuse, and then Strip, is)");
            switch (step.Type)
            {
                case "Fuse":
                    step.AllowOnly("type");
                    fused = true;
                    break;
                case "ByteFallback":
                    step.AllowOnly("type");
                    settings.ByteFallback = true;
                    break;
                case "Replace":
                    settings.TokenSteps.Add(ReadReplace(step));
                    break;
                case "Metaspace":
                    settings.TokenSteps.Add(ReadMetaspace(step, settings));
                    break;
                case "Strip":
                    ReadStrip(step, settings, fused);
                    break;
                case string other:
                    throw step.Required("type").NotSupported(other, Supported);
            }
        }

        return settings;
    }

    private static DecoderSettings ReadWordPiece(JsonField step)
    {
        step.AllowOnly("type", "prefix", "cleanup");
        string inside = step.Optional("prefix") is JsonField prefix ? prefix.Text() : "##";
        DecoderSettings settings = new() { InsideMark = inside };
        if (step.Flag("cleanup", absent: true)) settings.TokenSteps.Add(CleanUp);
        return settings;
    }

    /// <summary>Takes the space before marks and contractions away, token by token as the reference does.</summary>
    private static string CleanUp(string token)
    {
        foreach ((string spaced, string joined) in s_cleanUps) token = token.Replace(spaced, joined, StringComparison.Ordinal);
        return token;
    }

    private static void Flatten(JsonField field, List<JsonField> steps)
    {
        if (field.Type != "Sequence")
        {
            steps.Add(field);
            return;
        }

        field.AllowOnly("type", "decoders");
        foreach (JsonField step in field.Required("decoders").Items()) Flatten(step, steps);
    }

    private static DecoderSettings ReadByteLevel(List<JsonField> steps)
    {
        foreach (JsonField step in steps)
        {
            // The other fields of ByteLevel are about splitting, and mean nothing here.
            if (step.Type == "ByteLevel") step.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
            else if (step.Type != "Fuse") throw step.Fault($"'{step.Type}' is not supported together with ByteLevel");
        }

        return new DecoderSettings { ByteLevel = true };
    }

    private static Func<string, string> ReadReplace(JsonField step)
    {
        step.AllowOnly("type", "pattern", "content");
        TextPattern pattern = PatternReader.Read(step.Required("pattern"));
        string content = step.Required("content").Text();
        return token => pattern.Replace(token, content);
    }

    private static Func<string, string> ReadMetaspace(JsonField step, DecoderSettings settings)
    {
        step.AllowOnly("type", "replacement", "prepend_scheme", "add_prefix_space", "str_rep", "split");
        char replacement = step.Required("replacement").Character();
        if (PreTokenizerReader.Prepend(step) != PrependScheme.Never) settings.DroppedInFirstToken = replacement;
        return token => token.Replace(replacement, ' ');
    }

    private static void ReadStrip(JsonField step, DecoderSettings settings, bool fused)
    {
        step.AllowOnly("type", "content", "start", "stop");
        char content = step.Required("content").Character();
        int start = step.Required("start").Count();
        int stop = step.Required("stop").Count();
        if (!fused)
        {
            settings.TokenSteps.Add(token => Strip(token, content, start, stop));
            return;
        }

        if (stop != 0) throw step.Required("stop").Fault("must be 0 after Fuse: a stream's end is not known in advance");
        settings.StripContent = content;
        settings.StripCount = start;
    }

    private static string Strip(string token, char content, int start, int stop)
    {
        int from = 0;
        while (from < start && from < token.Length && token[from] == content) from++;
        int to = token.Length;
        while (token.Length - to < stop && to > from && token[to - 1] == content) to--;
        return token[from..to];
    }
}
