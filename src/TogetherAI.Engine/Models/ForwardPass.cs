using System.Numerics.Tensors;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>
/// Runs a decoder over the next tokens of one sequence or of many: the products take all rows together, so that weights are read once for
/// all of them, and attention takes each row with its own sequence. A row's result has the same bits whatever rows are beside it. Holds the
/// working memory for up to <c>maxTokens</c> rows, so that a step allocates nothing. Not thread-safe: one engine thread owns it, and shares
/// its work with the pool.
/// </summary>
internal sealed unsafe class ForwardPass
{
    /// <summary>What turning and storing a number, and what an activation costs, in multiplications of a matrix product.</summary>
    private const int RotationCost = 64, ActivationCost = 64;

    /// <summary>Most numbers of a row's activation that are one item: a single row is shared too.</summary>
    private const int GateChunk = 512;

    private readonly Decoder _decoder;
    private readonly ModelSpec _spec;
    private readonly MatrixProduct _product;
    private readonly Attention _attention;
    private readonly int _maxTokens, _queryWidth, _keyWidth, _gateChunks;
    private readonly FloatBuffer _hidden, _normed, _queries, _keys, _values, _attended, _projected, _gate, _up;
    private readonly HeadRotation _rotation;
    private readonly RowWork _placing, _gating;
    private readonly TokenBatch _single;
    private TokenBatch _batch;
    private int _layer;

    public ForwardPass(Decoder decoder, WorkerPool pool, int maxTokens)
    {
        _decoder = decoder;
        _single = _batch = new TokenBatch(maxTokens);
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
        _placing = new RowWork(pool, RotationCost * (_queryWidth + (2 * _keyWidth)), PlaceHeads);
        _gating = new RowWork(pool, ActivationCost * Math.Min(GateChunk, _spec.FeedForwardSize), Gate);
        _gateChunks = (_spec.FeedForwardSize + GateChunk - 1) / GateChunk;

        FloatBuffer Rows(int width) => new(checked(maxTokens * width));
    }

    /// <summary>Most tokens that it takes at once.</summary>
    public int MaxTokens => _maxTokens;

    /// <summary>Passes tokens through all layers and appends them to the sequence's cache, which belongs to a pool without a limit.</summary>
    public void Run(ReadOnlySpan<int> tokens, KeyValueCache cache, int? layers = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens.Length, _maxTokens);
        if (!cache.TryReserve(tokens.Length))
            throw new InvalidOperationException("The pool has no blocks left.");
        _single.Clear();
        _single.Add(tokens, cache);
        Run(_single, layers);
    }

    /// <summary>Passes rows through all layers and appends them to their sequences' caches, which have room for them.</summary>
    public void Run(TokenBatch batch, int? layers = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Count, _maxTokens);
        _batch = batch;
        for (int row = 0; row < batch.Count; row++)
        {
            _decoder.Embed(batch.Tokens[row], Row(_hidden, row, _spec.HiddenSize));
            _rotation.Place(row, batch.Position(row));
        }

        for (int layer = 0; layer < (layers ?? _decoder.Layers.Length); layer++)
        {
            Attend(_decoder.Layers[layer], layer);
            FeedForward(_decoder.Layers[layer]);
        }

        batch.Commit();
    }

    /// <summary>The logits after some rows of the last pass, given in ascending order: <c>[rows.Length, VocabularySize]</c>.</summary>
    public void Logits(ReadOnlySpan<int> rows, FloatBuffer destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)rows.Length * _spec.VocabularySize, destination.Length);
        for (int i = 0; i < rows.Length; i++)
            Normalise(rows[i], _decoder.FinalNorm, Row(_normed, i, _spec.HiddenSize));
        _product.Run(_decoder.Head, _normed.Pointer, rows.Length, destination.Pointer);
        if (_spec.LogitSoftCap is { } cap)
            FeedForwardGate.SoftCap(destination.Slice(0, rows.Length * _spec.VocabularySize), (float)cap);
    }

    /// <summary>The normalised hidden state after a row of the last pass; good until the next call.</summary>
    public ReadOnlySpan<float> Hidden(int row)
    {
        Normalise(row, _decoder.FinalNorm, Row(_normed, row, _spec.HiddenSize));
        return Row(_normed, row, _spec.HiddenSize);
    }

    private static Span<float> Row(FloatBuffer buffer, int row, int width) => buffer.Slice(row * width, width);

    private void Attend(DecoderLayer weights, int layer)
    {
        Normalise(weights.AttentionNorm);
        _product.Run(_normed.Pointer, _batch.Count, (weights.Query.Weight, _queries), (weights.Key.Weight, _keys), (weights.Value.Weight, _values));
        AddBias(weights.Query, _queries);
        AddBias(weights.Key, _keys);
        AddBias(weights.Value, _values);
        _layer = layer;
        _placing.Run(_batch.Count);
        _attention.Run(_batch, layer, _queries.Pointer, _attended.Pointer);
        Project(weights.AttentionOutput, _attended, _projected);
        AddToHidden(weights.AttentionOutputNorm);
    }

    private void FeedForward(DecoderLayer weights)
    {
        Normalise(weights.FeedForwardNorm);
        _product.Run(_normed.Pointer, _batch.Count, (weights.Gate.Weight, _gate), (weights.Up.Weight, _up));
        AddBias(weights.Gate, _gate);
        AddBias(weights.Up, _up);
        _gating.Run(_batch.Count * _gateChunks);
        Project(weights.Down, _up, _projected);
        AddToHidden(weights.FeedForwardOutputNorm);
    }

    /// <summary>Turns queries and keys by their positions, and appends keys and values to their sequences.</summary>
    private void PlaceHeads(int first, int end)
    {
        DecoderLayer weights = _decoder.Layers[_layer];
        for (int row = first; row < end; row++)
        {
            Span<float> keys = Row(_keys, row, _keyWidth);
            _rotation.Apply(weights, row, Row(_queries, row, _queryWidth), weights.QueryNorm);
            _rotation.Apply(weights, row, keys, weights.KeyNorm);
            _batch.Cache(row).Write(_layer, _batch.Position(row), keys, Row(_values, row, _keyWidth));
        }
    }

    private void Gate(int first, int end)
    {
        // How a row is cut does not depend on how many there are.
        for (int item = first; item < end; item++)
        {
            (int row, int chunk) = Math.DivRem(item, _gateChunks);
            int start = (row * _spec.FeedForwardSize) + (chunk * GateChunk), length = Math.Min(GateChunk, _spec.FeedForwardSize - (chunk * GateChunk));
            FeedForwardGate.Apply(_spec.Activation, _gate.Slice(start, length), _up.Slice(start, length));
        }
    }

    private void Normalise(float[] weight)
    {
        for (int row = 0; row < _batch.Count; row++)
            Normalise(row, weight, Row(_normed, row, _spec.HiddenSize));
    }

    private void Normalise(int row, float[] weight, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _batch.Count);
        VectorMath.RmsNorm(Row(_hidden, row, _spec.HiddenSize), weight, _spec.NormEpsilon, destination);
    }

    private void Project(Linear linear, FloatBuffer from, FloatBuffer to)
    {
        _product.Run(linear.Weight, from.Pointer, _batch.Count, to.Pointer);
        AddBias(linear, to);
    }

    private void AddBias(Linear linear, FloatBuffer to)
    {
        for (int row = 0; linear.Bias is not null && row < _batch.Count; row++)
        {
            Span<float> sums = Row(to, row, linear.Bias.Length);
            TensorPrimitives.Add(sums, linear.Bias, sums);
        }
    }

    private void AddToHidden(float[]? norm)
    {
        for (int row = 0; norm is not null && row < _batch.Count; row++)
            VectorMath.RmsNorm(Row(_projected, row, _spec.HiddenSize), norm, _spec.NormEpsilon, Row(_projected, row, _spec.HiddenSize));
        int length = _batch.Count * _spec.HiddenSize;
        Span<float> hidden = _hidden.Slice(0, length);
        TensorPrimitives.Add(hidden, _projected.Slice(0, length), hidden);
    }
}
