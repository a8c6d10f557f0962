namespace TogetherAI.Engine.Tokenization.Unigrams;

/// <summary>Tokens as a tree of their UTF-16 units. Immutable once built.</summary>
internal sealed class UnigramTrie
{
    public const int Root = 0, None = -1;

    private readonly Dictionary<(int Node, char Next), int> _next = [];
    private readonly List<int> _tokens = [None];

    public UnigramTrie(IEnumerable<(string Token, int Id)> tokens)
    {
        foreach ((string token, int id) in tokens)
        {
            int node = Root;
            foreach (char next in token)
            {
                if (!_next.TryGetValue((node, next), out int known))
                {
                    _next.Add((node, next), known = _tokens.Count);
                    _tokens.Add(None);
                }

                node = known;
            }

            _tokens[node] = id;
        }
    }

    public int Next(int node, char next) => _next.TryGetValue((node, next), out int known) ? known : None;

    /// <summary>The token that ends at a node; negative where none does.</summary>
    public int TokenAt(int node) => node == Root ? None : _tokens[node];
}
