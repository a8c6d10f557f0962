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
    private readonly float _scale = 1 / MathF.Sqrt(spec.HeadSize);
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
        float* scores = stackalloc float[KeyValueBlockPool.Positions];
        for (int item = first; item < end; item++)
        {
            (int token, int head) = Math.DivRem(item, spec.KeyValueHeadCount);
            nint offset = (((nint)token * spec.HeadCount) + (head * _group)) * spec.HeadSize;
            for (int member = 0; member < _group; member++, offset += spec.HeadSize)
                Attend(head, _position + token, _queries + offset, _output + offset, scores);
        }
    }

    private void Attend(int head, int position, float* query, float* output, float* scores)
    {
        const int Block = KeyValueBlockPool.Positions;
        int size = spec.HeadSize;
        int from = spec.WindowOf(_layer) is { } window ? Math.Max(0, position - window + 1) : 0;
        new Span<float>(output, size).Clear();
        float max = float.NegativeInfinity, sum = 0;
        for (int block = from / Block; block <= position / Block; block++)
        {
            int low = Math.Max(from - (block * Block), 0), count = Math.Min(position + 1 - (block * Block), Block) - low;
            _cache!.Read(_layer, head, block, out float* keys, out float* values);
            for (int i = 0; i < count; i++)
                scores[i] = VectorMath.Dot(query, keys + ((low + i) * size), size) * _scale;

            Span<float> weights = new(scores, count);
            float newMax = Math.Max(max, TensorPrimitives.Max(weights));
            TensorPrimitives.Subtract(weights, newMax, weights);
            TensorPrimitives.Exp(weights, weights);
            float rescale = MathF.Exp(max - newMax);
            sum = (sum * rescale) + VectorMath.Sum(weights);
            VectorMath.AddRows(output, rescale, scores, values + (low * size), count, size);
            max = newMax;
        }

        Span<float> result = new(output, size);
        TensorPrimitives.Multiply(result, 1 / sum, result);
    }
}
