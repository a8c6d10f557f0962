using TogetherAI.Engine.Tokenization.Reading;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Tokenization.Gguf;

/// <summary>The tokens of a GGUF file and what each is.</summary>
internal sealed class GgufVocabulary
{
    public const string TokensKey = "tokenizer.ggml.tokens";
    public const string TypesKey = "tokenizer.ggml.token_type";
    public const int Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6;

    private readonly long[]? _types;

    private GgufVocabulary(string[] tokens, long[]? types, Dictionary<string, int> ids)
    {
        Tokens = tokens;
        _types = types;
        Ids = ids;
    }

    public string[] Tokens { get; }

    /// <summary>Ids by written form. Of several tokens that are written alike, the first.</summary>
    public Dictionary<string, int> Ids { get; }

    public int TypeOf(int id) => _types is null ? Normal : (int)_types[id];

    public static GgufVocabulary Read(GgufMetadata metadata)
    {
        if (metadata.Length(TokensKey) > ModelReader.LargestId)
            throw metadata.Fault(TokensKey, $"has {metadata.Length(TokensKey)} tokens; at most {ModelReader.LargestId} are supported.");
        string[] tokens = metadata.Texts(TokensKey);
        if (tokens.Length == 0)
            throw metadata.Fault(TokensKey, "is empty.");
        long[]? types = metadata.Has(TypesKey) ? metadata.Integers(TypesKey) : null;
        if (types is not null && types.Length != tokens.Length)
            throw metadata.Fault(TypesKey, $"has {types.Length} entries for {tokens.Length} tokens.");
        if (types?.FirstOrDefault(static type => type is < Normal or > Byte, Normal) is { } unknown and not Normal)
            throw metadata.Fault(TypesKey, $"holds {unknown}; types from {Normal} to {Byte} are known.");
        Dictionary<string, int> ids = new(tokens.Length, StringComparer.Ordinal);
        for (int id = 0; id < tokens.Length; id++)
            ids.TryAdd(tokens[id], id);
        return new GgufVocabulary(tokens, types, ids);
    }

    /// <summary>The tokens that are cut out of a text before it is split: marks for the model, and those that its makers defined.</summary>
    public List<AddedToken> Added()
    {
        List<AddedToken> added = [];
        for (int id = 0; id < Tokens.Length; id++)
        {
            bool special = TypeOf(id) is Control or Unknown;
            if ((special || TypeOf(id) == UserDefined) && Ids[Tokens[id]] == id)
                added.Add(new AddedToken(id, Tokens[id], special, Normalized: false, SingleWord: false, StripLeft: false, StripRight: false));
        }

        return added;
    }

    /// <summary>A token that a key names by its id; null where there is no such key.</summary>
    public int? Find(GgufMetadata metadata, string key) =>
        metadata.Has(key) ? (int)metadata.Integer(key, min: 0, max: Tokens.Length - 1) : null;
}
