using System.Numerics.Tensors;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Heads;

namespace TogetherAI.Engine.Models;

/// <summary>
/// Causal grouped-query attention over a cache, with the softmax taken block by block (online softmax, Milakov and Gimelshein 2018,
/// arXiv:1805.02867): the working memory does not grow with the context, and a block of keys can lie anywhere. A head of a token is
/// one item of work; its result depends on its own sequence up to its position, not on how the prompt was cut or what else is computed.
/// </summary>
internal sealed unsafe class Attention(ModelSpec spec, WorkerPool pool) : IParallelWork
{
    private const int Block = KeyValueBlockPool.Positions;

    private readonly float _scale = (float?)spec.QueryScale ?? (1 / MathF.Sqrt(spec.HeadSize));
    private readonly int _group = spec.HeadCount / spec.KeyValueHeadCount;

    private TokenBatch? _batch;
    private float* _queries, _output;
    private int _layer;

    /// <summary>
    /// <paramref name="queries"/> and <paramref name="output"/> are <c>[rows, HeadCount, HeadSize]</c>; the rows' caches hold the keys
    /// of all of them already.
    /// </summary>
    public void Run(TokenBatch batch, int layer, float* queries, float* output)
    {
        (_batch, _layer) = (batch, layer);
        _queries = queries;
        _output = output;
        int items = batch.Count * spec.KeyValueHeadCount;

        long multiplications = 2L * batch.Seen * spec.HeadCount * spec.HeadSize;
        pool.Run(this, items, multiplications < MatrixProduct.SerialMultiplications ? items : Math.Max(1, items / (pool.Threads * 8)));
    }

    void IParallelWork.Run(int first, int end)
    {
        // Not on the stack: a file may ask for any number of heads of any size.
        long group = _group, size = spec.HeadSize;
        float* queries = (float*)Scratch.Take(sizeof(float) * ((group * size) + (group * Block) + (3 * group) + (2 * Block * size)));
        float* scores = queries + (group * size), states = scores + (group * Block), scratch = states + (3 * group);
        for (int item = first; item < end; item++)
        {
            (int row, int head) = Math.DivRem(item, spec.KeyValueHeadCount);
            nint offset = (((nint)row * spec.HeadCount) + (head * _group)) * spec.HeadSize;
            TensorPrimitives.Multiply(new ReadOnlySpan<float>(_queries + offset, _group * spec.HeadSize), _scale, new Span<float>(queries, _group * spec.HeadSize));
            Attend(_batch!.Cache(row), head, _batch.Position(row), queries, _output + offset, scores, states, scratch);
        }
    }

    /// <summary>The query heads that share one head of keys and values, so that each block of those is fetched once.</summary>
    private void Attend(KeyValueCache cache, int head, int position, float* queries, float* output, float* scores, float* states, float* scratch)
    {
        int size = spec.HeadSize;
        int from = spec.WindowOf(_layer) is { } window ? Math.Max(0, position - window + 1) : 0;
        float* maxima = states, sums = states + _group, rescale = sums + _group;
        new Span<float>(output, _group * size).Clear();
        new Span<float>(maxima, _group).Fill(float.NegativeInfinity);
        new Span<float>(sums, _group).Clear();
        for (int block = from / Block; block <= position / Block; block++)
        {
            int low = Math.Max(from - (block * Block), 0), high = Math.Min(position + 1 - (block * Block), Block);
            if (block < position / Block)
                cache.Expect(_layer, head, block + 1);
            cache.Read(_layer, head, block, high, scratch, out float* keys, out float* values);
            HeadBlock.Products(keys, queries, size, _group, scores);
            for (int member = 0; member < _group; member++)
            {
                Span<float> row = new(scores + (member * Block), Block);
                if (spec.AttentionSoftCap is { } cap)
                    FeedForwardGate.SoftCap(row[low..high], (float)cap);

                // What stands beyond may be anything, even no number.
                row[..low].Fill(float.NegativeInfinity);
                row[high..].Fill(float.NegativeInfinity);
                rescale[member] = HeadBlock.Weigh(scores + (member * Block), ref maxima[member], ref sums[member]);
            }

            HeadBlock.AddValues(output, rescale, scores, values, low, high, size, _group);
        }

        for (int member = 0; member < _group; member++)
        {
            Span<float> result = new(output + (member * size), size);
            TensorPrimitives.Multiply(result, 1 / sums[member], result);
        }
    }
}
