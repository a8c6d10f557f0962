using System.Numerics.Tensors;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>
/// Causal grouped-query attention over a cache, with the softmax taken block by block (online softmax, Milakov and Gimelshein 2018,
/// arXiv:1805.02867): the working memory does not grow with the context, and a block of keys can lie anywhere. A head of a token is
/// one item of work; its result depends on its position alone, not on how the prompt was cut.
/// </summary>
internal sealed unsafe class Attention(ModelSpec spec, WorkerPool pool) : IParallelWork
{
    private const int Block = KeyValueBlockPool.Positions;

    private readonly float _scale = (float?)spec.QueryScale ?? (1 / MathF.Sqrt(spec.HeadSize));
    private readonly int _group = spec.HeadCount / spec.KeyValueHeadCount;

    private KeyValueCache? _cache;
    private float* _queries, _output;
    private int _layer, _position;

    /// <summary>
    /// <paramref name="queries"/> and <paramref name="output"/> are <c>[tokens, HeadCount, HeadSize]</c>; the first token stands at
    /// <paramref name="position"/>, and the cache holds the keys of all of them already.
    /// </summary>
    public void Run(KeyValueCache cache, int layer, int position, int tokens, float* queries, float* output)
    {
        (_cache, _layer, _position) = (cache, layer, position);
        _queries = queries;
        _output = output;
        int items = tokens * spec.KeyValueHeadCount;

        long multiplications = 2L * tokens * (position + tokens) * spec.HeadCount * spec.HeadSize;
        pool.Run(this, items, multiplications < MatrixProduct.SerialMultiplications ? items : Math.Max(1, items / (pool.Threads * 8)));
    }

    void IParallelWork.Run(int first, int end)
    {
        float* scores = stackalloc float[_group * Block], maxima = stackalloc float[_group], sums = stackalloc float[_group];
        for (int item = first; item < end; item++)
        {
            (int token, int head) = Math.DivRem(item, spec.KeyValueHeadCount);
            nint offset = (((nint)token * spec.HeadCount) + (head * _group)) * spec.HeadSize;
            Attend(head, _position + token, _queries + offset, _output + offset, scores, maxima, sums);
        }
    }

    /// <summary>The query heads that share one head of keys and values, so that each block of those is fetched once.</summary>
    private void Attend(int head, int position, float* queries, float* output, float* scores, float* maxima, float* sums)
    {
        int size = spec.HeadSize;
        int from = spec.WindowOf(_layer) is { } window ? Math.Max(0, position - window + 1) : 0;
        new Span<float>(output, _group * size).Clear();
        new Span<float>(maxima, _group).Fill(float.NegativeInfinity);
        new Span<float>(sums, _group).Clear();
        for (int block = from / Block; block <= position / Block; block++)
        {
            int low = Math.Max(from - (block * Block), 0), high = Math.Min(position + 1 - (block * Block), Block);
            _cache!.Read(_layer, head, block, out float* keys, out float* values);
            VectorMath.Products(keys, size, queries, _group, scores, Block, low, high);
            for (int member = 0; member < _group; member++)
            {
                Span<float> weights = new(scores + (member * Block) + low, high - low);
                TensorPrimitives.Multiply(weights, _scale, weights);
                if (spec.AttentionSoftCap is { } cap)
                    FeedForwardGate.SoftCap(weights, (float)cap);
                float max = Math.Max(maxima[member], TensorPrimitives.Max(weights));
                TensorPrimitives.Subtract(weights, max, weights);
                TensorPrimitives.Exp(weights, weights);
                float rescale = MathF.Exp(maxima[member] - max);
                maxima[member] = max;
                sums[member] = (sums[member] * rescale) + VectorMath.Sum(weights);
                VectorMath.AddRows(output + (member * size), rescale, scores + (member * Block) + low, values + (low * size), high - low, size);
            }
        }

        for (int member = 0; member < _group; member++)
        {
            Span<float> result = new(output + (member * size), size);
            TensorPrimitives.Multiply(result, 1 / sums[member], result);
        }
    }
}
