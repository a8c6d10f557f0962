// A library of filters, interfaces first; the implementation caches and limits itself.
using System.Collections.Concurrent;
using TogetherAI;

namespace News;

public interface IFilter
{
    ValueTask<bool> KeepAsync(Article article, CancellationToken cancellationToken);
}

public sealed record Article(Uri Address, string Title, string Text);

public sealed class ModelFilter : IFilter, IDisposable
{
    private readonly ConcurrentDictionary<Uri, bool> _known = [];
    private readonly SemaphoreSlim _gate = new(4);
    private readonly TogetherClient _client;
    private readonly string _model;

    public ModelFilter(TogetherClient client, string model = "meta-llama/Llama-3.3-70B-Instruct-Turbo")
    {
        _client = client.WithOptions(static o => o.Retry.MaxRetries = 6);
        _model = model;
    }

    public async ValueTask<bool> KeepAsync(Article article, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(article.Address, out bool keep))
            return keep;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var request = Ask(article);
            ChatResponse answer = await _client.Chat.CreateAsync(request, cancellationToken).ConfigureAwait(false);
            return _known[article.Address] = answer.Text.StartsWith("yes", StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            _gate.Release();
        }
    }

    public bool Keep(Article article) => KeepAsync(article, default).AsTask().GetAwaiter().GetResult();

    public IEnumerable<Article> Filter(IEnumerable<Article> articles)
    {
        foreach (Article article in articles)
        {
            ChatRequest request = Ask(article);
            if (_client.Chat.CreateAsync(request).Result.Text == "yes") // expect: TAI2001
                yield return article;
        }
    }

    private ChatRequest Ask(Article article) => new()
    {
        Model = _model,
        Messages = [ChatMessage.System("Is this about science? yes or no."), ChatMessage.User(article.Title)],
        MaxTokens = 1,
        Stop = ["\n"],
    };

    public void Dispose() => _gate.Dispose();
}
