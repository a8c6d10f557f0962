using System.Globalization;
using System.Text.Json;
using TogetherAI.Engine.Tokenization.Reading;

namespace TogetherAI.Engine.Tokenization.Ranks;

/// <summary>
/// Reads Mistral's <c>tekken.json</c>: the first ids are special tokens, then come the tokens of the vocabulary by rank, as many of them as
/// the model has room for.
/// </summary>
internal static class TekkenReader
{
    // Real files have 1,000.
    private const int MostSpecial = 1 << 16;

    // What versions before v7 mean, which have no list of them.
    private static readonly string[] s_firstSpecial =
    [
        "<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CALLS]",
        "[IMG]", "<pad>", "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]",
    ];

    public static TokenizerParts Read(ReadOnlyMemory<byte> json, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(new JsonField(document.RootElement, string.Empty, source));
        }
        catch (JsonException fault)
        {
            throw new ModelFormatException(source, $"is no valid JSON, or only a part of the file ({fault.Message})", fault);
        }
        catch (InvalidOperationException fault)
        {
            // What the JSON reader throws at a string with half a surrogate pair or bytes that are no UTF-8.
            throw new ModelFormatException(source, $"holds text that is no valid Unicode ({fault.Message})", fault);
        }
    }

    private static TokenizerParts Read(JsonField file)
    {
        // What else it holds is about images, sound and requests, or a note such as "num_vocab_tokens".
        JsonField config = file.Required("config");
        int special = config.Required("default_num_special_tokens").Count();
        if (special > MostSpecial) throw config.Required("default_num_special_tokens").Fault($"is {special}; at most {MostSpecial} are supported");
        int size = config.Required("default_vocab_size").Count();
        if (size <= special || size > ModelReader.LargestId)
            throw config.Required("default_vocab_size").Fault($"is {size}; it must be more than the {special} special tokens, and at most {ModelReader.LargestId}");
        RankedTokens tokens = new(file.Source, "vocab");
        foreach (JsonField entry in file.Required("vocab").Items())
        {
            int rank = entry.Required("rank").Count();
            if (rank < size - special) tokens.Add(Bytes(entry.Required("token_bytes")), rank, special + rank, entry.Path);
        }

        List<AddedToken> added = Special(file.Optional("special_tokens"), special);
        JsonField pattern = config.Required("pattern");
        return tokens.ToParts(
            PatternReader.OfRegex(pattern),
            added,
            leading: [.. added.Where(static token => token.Content == "<s>").Select(static token => token.Id)]);
    }

    private static List<AddedToken> Special(JsonField? listed, int count)
    {
        (string Content, bool Control)?[] named = new (string, bool)?[count];
        if (listed is null)
        {
            for (int id = 0; id < Math.Min(count, s_firstSpecial.Length); id++) named[id] = (s_firstSpecial[id], true);
        }

        foreach (JsonField entry in listed?.Items() ?? [])
        {
            JsonField rank = entry.Required("rank");
            if (rank.Count() >= count) throw rank.Fault($"is {rank.Count()}, but there are only {count} special tokens");
            if (named[rank.Count()] is not null) throw rank.Fault($"is {rank.Count()}, as another special token has");
            named[rank.Count()] = (entry.Required("token_str").Text(), entry.Flag("is_control", absent: true));
        }

        return [.. named.Select(static (token, id) =>
        {
            (string content, bool control) = token ?? (string.Create(CultureInfo.InvariantCulture, $"<SPECIAL_{id}>"), true);
            return new AddedToken(id, content, control, Normalized: false, SingleWord: false, StripLeft: false, StripRight: false);
        })];
    }

    private static byte[] Bytes(JsonField field)
    {
        try
        {
            return Convert.FromBase64String(field.Text());
        }
        catch (FormatException)
        {
            throw field.Fault("is no Base64");
        }
    }
}
