namespace TogetherAI.Engine.Tokenization;

/// <summary>All tokens by id and by written form, those of the model and the added ones. Immutable once built.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids;
    private readonly string?[] _tokens;
    private readonly bool[] _special;

    public Vocabulary(Dictionary<string, int> modelTokens, IReadOnlyList<AddedToken> added)
    {
        _ids = new Dictionary<string, int>(modelTokens, StringComparer.Ordinal);
        foreach (AddedToken token in added) _ids[token.Content] = token.Id;
        Size = _ids.Count == 0 ? 0 : _ids.Values.Max() + 1;
        _tokens = new string?[Size];
        _special = new bool[Size];
        foreach ((string token, int id) in _ids) _tokens[id] = token;
        foreach (AddedToken token in added) _special[token.Id] = token.Special;
        Added = added;
    }

    public int Size { get; }

    public IReadOnlyList<AddedToken> Added { get; }

    public bool TryGetId(string token, out int id) => _ids.TryGetValue(token, out id);

    public string? GetToken(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;

    public bool IsSpecial(int id) => (uint)id < (uint)_special.Length && _special[id];
}
