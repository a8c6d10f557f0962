using TogetherAI.Engine;
using TogetherAI.Engine.Embeddings;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Catalog;

/// <summary>Makes vectors with a loaded model. Prepared when it is first used. Thread-safe.</summary>
internal sealed class ModelEmbedder(string name, LanguageModel weights, TextEmbedderOptions? options) : IDisposable
{
    private readonly Lazy<TextEmbedder> _embedder = new(() => new TextEmbedder(weights, options));

    /// <summary>The tokens of a text, which must be some and fit the model.</summary>
    public int[] Tokens(string text, string field)
    {
        if (text.Length == 0)
            throw ApiException.Invalid(field, $"{field} is an empty text, which has no vector.");
        int[] tokens = weights.Tokenizer.Encode(text);
        return tokens.Length <= weights.Spec.ContextLength
            ? tokens
            : throw ApiException.Invalid(
                field,
                $"{field} has {tokens.Length} tokens; {name} reads at most {weights.Spec.ContextLength}. Split the text.",
                "context_length_exceeded");
    }

    /// <summary>Away from the caller's thread: a long list takes seconds.</summary>
    public Task<float[][]> EmbedAsync(int[][] texts, CancellationToken cancellationToken) =>
        Task.Run(() => Array.ConvertAll(texts, text => _embedder.Value.Embed(text, cancellationToken)), cancellationToken);

    public void Dispose()
    {
        if (_embedder.IsValueCreated)
            _embedder.Value.Dispose();
    }
}
