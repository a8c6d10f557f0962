namespace TogetherAI.ApiTour;

/// <summary>What the stops of a tour share: the client, and what earlier stops have found or made. Not thread-safe.</summary>
internal sealed class Tour(TogetherClient client, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, string> _things = [];

    public TogetherClient Client => client;

    public CancellationToken Token => cancellationToken;

    /// <summary>The models of the server, once they have been listed.</summary>
    public IReadOnlyList<ModelInfo> Models { get; set; } = [];

    /// <summary>Notes what later stops need: an id of something, by what it is.</summary>
    public void Found(string what, string? id)
    {
        if (!string.IsNullOrEmpty(id))
            _things[what] = id;
    }

    /// <summary>Forgets something that is gone.</summary>
    public void Gone(string what) => _things.Remove(what);

    /// <exception cref="SkipException">No stop has found one.</exception>
    public string Need(string what) =>
        _things.TryGetValue(what, out string? id) ? id : throw new SkipException($"there is no {what} here to ask about");

    /// <summary>
    /// A model for a purpose: one that the server lists for it, or the only one it has, which is then for everything it does; else the one that
    /// together.ai's own examples use.
    /// </summary>
    public string Model(ModelType type, string example) =>
        Models.FirstOrDefault(model => model.Id == example)?.Id
        ?? Models.FirstOrDefault(model => model.Type == type)?.Id
        ?? (Models.Count == 1 ? Models[0].Id : example);

    /// <summary>The first of a list that may have many pages, and be empty.</summary>
    public async Task<T?> FirstAsync<T>(IAsyncEnumerable<T> list)
        where T : class
    {
        await foreach (T item in list.WithCancellation(cancellationToken))
            return item;
        return null;
    }
}
