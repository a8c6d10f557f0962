using System.Numerics.Tensors;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>
/// Runs a decoder over the next tokens of a sequence. Holds the working memory for up to <c>maxTokens</c> tokens at once, so that a
/// step allocates nothing. Not thread-safe: one engine thread owns it, and shares its work with the pool.
/// </summary>
internal sealed unsafe class ForwardPass
{
    private readonly Decoder _decoder;
    private readonly ModelSpec _spec;
    private readonly MatrixProduct _product;
    private readonly Attention _attention;
    private readonly int _maxTokens, _queryWidth, _keyWidth;
    private readonly FloatBuffer _hidden, _normed, _queries, _keys, _values, _attended, _projected, _gate, _up;
    private readonly HeadRotation _rotation;
    private int _tokens;

    public ForwardPass(Decoder decoder, WorkerPool pool, int maxTokens)
    {
        _decoder = decoder;
        _spec = decoder.Spec;
        _product = new MatrixProduct(pool);
        _attention = new Attention(_spec, pool);
        _maxTokens = maxTokens;
        _queryWidth = _spec.HeadCount * _spec.HeadSize;
        _keyWidth = _spec.KeyValueHeadCount * _spec.HeadSize;
        _hidden = Rows(_spec.HiddenSize);
        _normed = Rows(_spec.HiddenSize);
        _queries = Rows(_queryWidth);
        _keys = Rows(_keyWidth);
        _values = Rows(_keyWidth);
        _attended = Rows(_queryWidth);
        _projected = Rows(_spec.HiddenSize);
        _gate = Rows(_spec.FeedForwardSize);
        _up = Rows(_spec.FeedForwardSize);
        _rotation = new HeadRotation(decoder, maxTokens);

        FloatBuffer Rows(int width) => new(checked(maxTokens * width));
    }

    /// <summary>Most tokens that <see cref="Run"/> takes at once.</summary>
    public int MaxTokens => _maxTokens;

    /// <summary>Passes tokens through all layers and appends them to the sequence's cache.</summary>
    public void Run(ReadOnlySpan<int> tokens, KeyValueCache cache, int? layers = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens.Length, _maxTokens);
        _tokens = tokens.Length;
        int position = cache.Length;
        cache.Reserve(tokens.Length);
        for (int token = 0; token < tokens.Length; token++)
        {
            _decoder.Embed(tokens[token], Row(_hidden, token, _spec.HiddenSize));
            _rotation.Place(token, position + token);
        }

        for (int layer = 0; layer < (layers ?? _decoder.Layers.Length); layer++)
        {
            Attend(_decoder.Layers[layer], layer, position, cache);
            FeedForward(_decoder.Layers[layer]);
        }

        cache.Advance(tokens.Length);
    }

    /// <summary>The logits after some of the tokens of the last <see cref="Run"/>: <c>[count, VocabularySize]</c>.</summary>
    public void Logits(int first, int count, FloatBuffer destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, _tokens);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)count * _spec.VocabularySize, destination.Length);
        for (int token = first; token < first + count; token++)
            VectorMath.RmsNorm(Row(_hidden, token, _spec.HiddenSize), _decoder.FinalNorm, _spec.NormEpsilon, Row(_normed, token, _spec.HiddenSize));
        _product.Run(_decoder.Head, _normed.Pointer + ((nint)first * _spec.HiddenSize), count, destination.Pointer);
        if (_spec.LogitSoftCap is { } cap)
            FeedForwardGate.SoftCap(destination.Slice(0, count * _spec.VocabularySize), (float)cap);
    }

    /// <summary>The normalised hidden state after a token of the last <see cref="Run"/>; good until the next call.</summary>
    public ReadOnlySpan<float> Hidden(int token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, _tokens);
        VectorMath.RmsNorm(Row(_hidden, token, _spec.HiddenSize), _decoder.FinalNorm, _spec.NormEpsilon, Row(_normed, token, _spec.HiddenSize));
        return Row(_normed, token, _spec.HiddenSize);
    }

    private static Span<float> Row(FloatBuffer buffer, int token, int width) => buffer.Slice(token * width, width);

    private void Attend(DecoderLayer weights, int layer, int position, KeyValueCache cache)
    {
        Normalise(weights.AttentionNorm);
        Project(weights.Query, _normed, _queries);
        Project(weights.Key, _normed, _keys);
        Project(weights.Value, _normed, _values);
        for (int token = 0; token < _tokens; token++)
        {
            Span<float> keys = Row(_keys, token, _keyWidth);
            _rotation.Apply(weights, token, Row(_queries, token, _queryWidth), weights.QueryNorm);
            _rotation.Apply(weights, token, keys, weights.KeyNorm);
            cache.Write(layer, position + token, keys, Row(_values, token, _keyWidth));
        }

        _attention.Run(cache, layer, position, _tokens, _queries.Pointer, _attended.Pointer);
        Project(weights.AttentionOutput, _attended, _projected);
        AddToHidden(weights.AttentionOutputNorm);
    }

    private void FeedForward(DecoderLayer weights)
    {
        Normalise(weights.FeedForwardNorm);
        Project(weights.Gate, _normed, _gate);
        Project(weights.Up, _normed, _up);
        int width = _tokens * _spec.FeedForwardSize;
        FeedForwardGate.Apply(_spec.Activation, _gate.Slice(0, width), _up.Slice(0, width), _spec.FeedForwardSize);
        Project(weights.Down, _up, _projected);
        AddToHidden(weights.FeedForwardOutputNorm);
    }

    private void Normalise(float[] weight)
    {
        for (int token = 0; token < _tokens; token++)
            VectorMath.RmsNorm(Row(_hidden, token, _spec.HiddenSize), weight, _spec.NormEpsilon, Row(_normed, token, _spec.HiddenSize));
    }

    private void Project(Linear linear, FloatBuffer from, FloatBuffer to)
    {
        _product.Run(linear.Weight, from.Pointer, _tokens, to.Pointer);
        for (int token = 0; linear.Bias is not null && token < _tokens; token++)
        {
            Span<float> row = Row(to, token, linear.Bias.Length);
            TensorPrimitives.Add(row, linear.Bias, row);
        }
    }

    private void AddToHidden(float[]? norm)
    {
        for (int token = 0; norm is not null && token < _tokens; token++)
            VectorMath.RmsNorm(Row(_projected, token, _spec.HiddenSize), norm, _spec.NormEpsilon, Row(_projected, token, _spec.HiddenSize));
        int length = _tokens * _spec.HiddenSize;
        Span<float> hidden = _hidden.Slice(0, length);
        TensorPrimitives.Add(hidden, _projected.Slice(0, length), hidden);
    }
}
