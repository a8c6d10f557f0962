using System.Numerics.Tensors;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Embeddings;

/// <summary>
/// Turns texts into vectors with a language model: the mean of its hidden states over the text, at length 1. Texts that the model takes
/// alike lie close together. A model that was trained to generate does this less well than one that was trained for it.
/// </summary>
/// <remarks>
/// Thread-safe: one text at a time is read, and others wait. The same text always gives the same vector, whatever else runs and however
/// many threads compute.
/// </remarks>
public sealed class TextEmbedder : IDisposable
{
    private const int ChunkTokens = 64;

    private readonly LanguageModel _model;
    private readonly TextEmbedderOptions _options;
    private readonly Lock _gate = new();
    private readonly WorkerPool _pool;
    private readonly ForwardPass _pass;
    private readonly KeyValueBlockPool _blocks;
    private bool _disposed;

    /// <summary>Prepares a model.</summary>
    /// <param name="model">The model. The embedder does not own it, but keeps its weights mapped until it is disposed.</param>
    /// <param name="options">How to make the vectors; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public TextEmbedder(LanguageModel model, TextEmbedderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new TextEmbedderOptions();
        _options.Validate(model.Spec);
        _model = model;
        model.Acquire();
        try
        {
            _pool = new WorkerPool(_options.Threads);
            _pass = new ForwardPass(model.Decoder, _pool, Math.Min(ChunkTokens, model.Spec.ContextLength));
            _blocks = new KeyValueBlockPool(model.Spec);
        }
        catch
        {
            _pool?.Dispose();
            model.Release();
            throw;
        }
    }

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions => _model.Spec.HiddenSize;

    /// <summary>Most tokens that a text may have.</summary>
    public int MaxTokens => _model.Spec.ContextLength;

    /// <summary>Reads a text. Computes on the calling thread.</summary>
    /// <param name="tokens">The text's token ids, from the model's own <see cref="LanguageModel.Tokenizer"/>; at least one.</param>
    /// <param name="cancellationToken">Gives up, at the latest after 64 tokens.</param>
    /// <returns>The vector: <see cref="Dimensions"/> numbers, the squares of which add up to 1.</returns>
    /// <exception cref="ArgumentException">There is no token.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token id is outside the vocabulary.</exception>
    /// <exception cref="ContextLengthException">There are more than <see cref="MaxTokens"/>.</exception>
    /// <exception cref="ModelFormatException">The weights are damaged and give no numbers.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The embedder was disposed.</exception>
    public float[] Embed(ReadOnlySpan<int> tokens, CancellationToken cancellationToken = default)
    {
        Validate(tokens);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            float[] sum = new float[Dimensions];
            using KeyValueCache cache = new(_blocks);
            int read = 0;
            while (read < tokens.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<int> chunk = tokens.Slice(read, Math.Min(tokens.Length - read, _pass.MaxTokens));
                _pass.Run(chunk, cache, _options.Layers);
                for (int i = 0; i < chunk.Length; i++)
                    TensorPrimitives.MultiplyAdd(_pass.Hidden(i), WeightOf(chunk[i]), sum, sum);
                read += chunk.Length;
            }

            float length = TensorPrimitives.Norm(sum);
            if (!float.IsFinite(length) || length == 0)
                throw new ModelFormatException(_model.Decoder.Source, null, "gives hidden states that are not numbers: its weights are damaged.");
            TensorPrimitives.Divide(sum, length, sum);
            return sum;
        }
    }

    /// <summary>Waits for the text in work, then gives back what the embedder holds.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _pool.Dispose();
            _blocks.Dispose();
            _model.Release();
        }
    }

    // Byte-pair encoding gives the commonest pieces the lowest ids, which stand in for the frequencies that Arora et al. count.
    private float WeightOf(int token) => (token + 1) / (token + 1 + _options.CommonTokenDamping);

    private void Validate(ReadOnlySpan<int> tokens)
    {
        if (tokens.IsEmpty)
            throw new ArgumentException("The text has no tokens; a vector needs at least one.", nameof(tokens));
        if (tokens.Length > MaxTokens)
            throw new ContextLengthException(tokens.Length, MaxTokens);
        foreach (int token in tokens)
        {
            if ((uint)token >= (uint)_model.Spec.VocabularySize)
                throw new ArgumentOutOfRangeException(nameof(tokens), token, $"A token id must be from 0 to {_model.Spec.VocabularySize - 1}.");
        }
    }
}
