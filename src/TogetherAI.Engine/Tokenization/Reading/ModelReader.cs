using System.Text.Json;
using TogetherAI.Engine.Tokenization.BytePairs;
using TogetherAI.Engine.Tokenization.WordPieces;

namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>Reads the <c>model</c>.</summary>
internal static class ModelReader
{
    /// <summary>
    /// Far above any real vocabulary (the largest have some 260,000 tokens), and low enough that a hostile id cannot make a table huge.
    /// </summary>
    internal const int LargestId = (1 << 22) - 1;

    /// <summary>The tokens of the model with their ids.</summary>
    public static Dictionary<string, int> ReadVocabulary(JsonField model) => Type(model) switch
    {
        "BPE" or "WordPiece" or "WordLevel" => ReadTable(model),
        "Unigram" => UnigramReader.ReadVocabulary(model),
        string other => throw model.Required("type").NotSupported(other, "BPE, Unigram, WordPiece and WordLevel are"),
    };

    public static TokenModel Read(JsonField model, Dictionary<string, int> tokens, List<AddedToken> added) => Type(model) switch
    {
        "Unigram" => UnigramReader.Read(model, Special(added)),
        "WordPiece" => ReadWordPiece(model, tokens, Special(added)),
        "WordLevel" => ReadWordLevel(model, tokens, Special(added)),
        _ => ReadBytePairs(model, tokens, added),
    };

    // Files from before 2021 do not say the type.
    private static string Type(JsonField model) => model.Optional("type") is JsonField type ? type.Text() : "BPE";

    /// <summary>What no text is ever made of, whatever it says.</summary>
    private static HashSet<int> Special(List<AddedToken> added) => [.. added.Where(static token => token.Special).Select(static token => token.Id)];

    private static Dictionary<string, int> Words(Dictionary<string, int> tokens, HashSet<int> special) =>
        tokens.Where(entry => !special.Contains(entry.Value)).ToDictionary(StringComparer.Ordinal);

    private static WordPieceModel ReadWordPiece(JsonField model, Dictionary<string, int> tokens, HashSet<int> special)
    {
        model.AllowOnly("type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab");
        string inside = model.Optional("continuing_subword_prefix") is JsonField prefix ? prefix.Text() : "##";
        int longest = model.Optional("max_input_chars_per_word") is JsonField most ? most.Count() : 100;
        return new WordPieceModel(Words(tokens, special), Unknown(model, tokens), inside, longest);
    }

    // A word that is a token whole, or is unknown: WordPiece without any insides.
    private static WordPieceModel ReadWordLevel(JsonField model, Dictionary<string, int> tokens, HashSet<int> special)
    {
        model.AllowOnly("type", "unk_token", "vocab");
        return new WordPieceModel(Words(tokens, special), Unknown(model, tokens), insideMark: "\0", int.MaxValue);
    }

    private static int Unknown(JsonField model, Dictionary<string, int> tokens)
    {
        JsonField unknown = model.Required("unk_token");
        return tokens.TryGetValue(unknown.Text(), out int id) ? id : throw unknown.Fault($"'{unknown.Text()}' is not in the vocabulary");
    }

    private static Dictionary<string, int> ReadTable(JsonField model)
    {
        JsonField vocab = model.Required("vocab");
        vocab.Expect(JsonValueKind.Object, "an object of tokens and their ids");

        Dictionary<string, int> tokens = new(StringComparer.Ordinal);
        HashSet<int> ids = [];
        foreach (JsonProperty entry in vocab.Element.EnumerateObject())
        {
            string token = entry.Name;
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out int id) || id is < 0 or > LargestId)
                throw vocab.Fault($"gives the token '{token}' the id {entry.Value.GetRawText()}; ids are whole numbers from 0 to {LargestId}");
            if (!tokens.TryAdd(token, id)) throw vocab.Fault($"lists the token '{token}' twice");
            if (!ids.Add(id)) throw vocab.Fault($"gives the id {id} to two tokens, of which one is '{token}'");
        }

        return tokens.Count > 0 ? tokens : throw vocab.Fault("is empty");
    }

    private static BytePairModel ReadBytePairs(JsonField model, Dictionary<string, int> tokens, List<AddedToken> added)
    {
        model.AllowOnly(
            "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk", "byte_fallback", "ignore_merges", "vocab",
            "merges");
        if (model.Optional("dropout") is JsonField dropout && dropout.Element.GetRawText() is not ("0" or "0.0"))
            throw dropout.NotSupported(dropout.Element.GetRawText(), "it makes encoding random, for training; set it to null");
        foreach (string affix in (ReadOnlySpan<string>)["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (model.Optional(affix) is JsonField field && field.Text() is { Length: > 0 } text)
                throw field.NotSupported(text, "only null or an empty string is");
        }

        int? unknown = null;
        if (model.Optional("unk_token") is JsonField unk)
        {
            unknown = tokens.TryGetValue(unk.Text(), out int id) || TryGetAdded(added, unk.Text(), out id)
                ? id
                : throw unk.Fault($"'{unk.Text()}' is not in the vocabulary");
        }

        return new BytePairModel(new BytePairSettings(
            tokens,
            ReadMerges(model.Required("merges"), tokens),
            IgnoreMerges: model.Flag("ignore_merges", absent: false),
            ByteFallback: model.Flag("byte_fallback", absent: false),
            unknown,
            FuseUnknown: model.Flag("fuse_unk", absent: false),
            NeverWhole: Special(added)));
    }

    private static MergeTable ReadMerges(JsonField field, Dictionary<string, int> tokens)
    {
        field.Expect(JsonValueKind.Array, "an array");
        MergeTable merges = new(field.Element.GetArrayLength());
        int rank = 0;
        foreach (JsonElement entry in field.Element.EnumerateArray())
        {
            (string left, string right) = ReadPair(field, entry, rank);
            if (!tokens.TryGetValue(left, out int leftId)) throw Missing(left);
            if (!tokens.TryGetValue(right, out int rightId)) throw Missing(right);
            if (!tokens.TryGetValue(left + right, out int merged)) throw Missing(left + right);
            merges.Add(leftId, rightId, new Merge(rank++, merged));
        }

        return merges;

        ModelFormatException Missing(string token) => field.Fault($"entry {rank} needs the token '{token}', which model.vocab lacks");
    }

    private static (string Left, string Right) ReadPair(JsonField field, JsonElement entry, int rank)
    {
        if (entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2
            && entry[0].ValueKind == JsonValueKind.String && entry[1].ValueKind == JsonValueKind.String)
        {
            return (entry[0].GetString()!, entry[1].GetString()!);
        }

        if (entry.ValueKind == JsonValueKind.String)
        {
            string pair = entry.GetString()!;
            int space = pair.IndexOf(' ');
            if (space >= 0 && pair.IndexOf(' ', space + 1) < 0) return (pair[..space], pair[(space + 1)..]);
        }

        throw field.Fault($"entry {rank} must be two tokens, as \"a b\" or [\"a\", \"b\"]");
    }

    private static bool TryGetAdded(List<AddedToken> added, string content, out int id)
    {
        id = added.Find(token => token.Content == content)?.Id ?? -1;
        return id >= 0;
    }
}
