using System.Text.Json;
using TogetherAI.Engine.Tokenization.Unigrams;

namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>Reads a <c>model</c> of type Unigram.</summary>
internal static class UnigramReader
{
    public static Dictionary<string, int> ReadVocabulary(JsonField model)
    {
        Dictionary<string, int> tokens = new(StringComparer.Ordinal);
        foreach ((string token, _) in ReadPieces(model))
        {
            if (!tokens.TryAdd(token, tokens.Count)) throw model.Required("vocab").Fault($"lists the token '{token}' twice");
        }

        return tokens;
    }

    public static UnigramModel Read(JsonField model, HashSet<int> special)
    {
        model.AllowOnly("type", "unk_id", "vocab", "byte_fallback");
        List<(string Token, double Score)> pieces = ReadPieces(model);
        int? unknown = null;
        if (model.Optional("unk_id") is JsonField id)
            unknown = id.Count() < pieces.Count ? id.Count() : throw id.Fault($"is {id.Count()}, and the vocabulary has {pieces.Count} tokens");
        return new UnigramModel(pieces, special, unknown, model.Flag("byte_fallback", absent: false));
    }

    private static List<(string Token, double Score)> ReadPieces(JsonField model)
    {
        JsonField vocab = model.Required("vocab");
        vocab.Expect(JsonValueKind.Array, "an array of tokens and their scores");
        List<(string, double)> pieces = new(vocab.Element.GetArrayLength());
        if (vocab.Element.GetArrayLength() is 0 or > ModelReader.LargestId)
            throw vocab.Fault($"must have from 1 to {ModelReader.LargestId} tokens");
        foreach (JsonElement piece in vocab.Element.EnumerateArray())
        {
            if (piece.ValueKind != JsonValueKind.Array || piece.GetArrayLength() != 2 || piece[0].ValueKind != JsonValueKind.String
                || piece[1].ValueKind != JsonValueKind.Number || !piece[1].TryGetDouble(out double score) || !double.IsFinite(score))
            {
                throw vocab.Fault($"entry {pieces.Count} must be a token and its score");
            }

            pieces.Add((piece[0].GetString()!, score));
        }

        return pieces;
    }
}
