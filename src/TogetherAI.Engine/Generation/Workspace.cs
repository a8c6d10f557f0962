using TogetherAI.Engine.Generation.Speculation;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Sampling;

namespace TogetherAI.Engine.Generation;

/// <summary>All that an engine thread computes with, made once. Not thread-safe.</summary>
internal sealed class Workspace : IDisposable
{
    /// <summary>Positions of a prompt whose logits are made at once, when they are asked for.</summary>
    public const int PromptLogitRows = 8;

    /// <summary>Rows whose logits are made at once to draw tokens from.</summary>
    public const int LogitRows = 16;

    private readonly WorkerPool _pool;
    private readonly KeyValueBlockPool? _draftBlocks;
    private FloatBuffer? _promptLogits;

    /// <exception cref="NotSupportedException">The model's keys and values are too large.</exception>
    public Workspace(Decoder decoder, GenerationEngineOptions options, KeyValueBudget budget)
    {
        Spec = decoder.Spec;
        Blocks = budget.CreatePool(Spec);
        Logits = new FloatBuffer(checked(LogitRows * Spec.VocabularySize));
        Sampling = new SamplingBuffers(Spec.VocabularySize);
        Batch = new TokenBatch(options.MaxBatchTokens);
        _pool = new WorkerPool(options.Threads);
        try
        {
            Pass = new ForwardPass(decoder, _pool, options.MaxBatchTokens);
            if (options.Speculation.DraftModel is { } draft)
            {
                _draftBlocks = budget.CreatePool(draft.Spec);
                Drafts = new DraftModel(draft, Spec.VocabularySize, _draftBlocks, _pool, options.MaxBatchTokens);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ModelSpec Spec { get; }

    public ForwardPass Pass { get; }

    /// <summary>The small model that guesses; null where there is none.</summary>
    public DraftModel? Drafts { get; }

    /// <summary>The rows of the pass in work.</summary>
    public TokenBatch Batch { get; }

    public KeyValueBlockPool Blocks { get; }

    /// <summary>Bytes of keys and values in memory, the draft model's included.</summary>
    public long KeyValueBytes => Blocks.Bytes + (_draftBlocks?.Bytes ?? 0);

    public FloatBuffer Logits { get; }

    public FloatBuffer PromptLogits => _promptLogits ??= new FloatBuffer(checked(PromptLogitRows * Spec.VocabularySize));

    public SamplingBuffers Sampling { get; }

    public void Dispose()
    {
        _pool.Dispose();
        Blocks.Dispose();
        _draftBlocks?.Dispose();
    }
}
