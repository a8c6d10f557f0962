using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Sampling;

namespace TogetherAI.Engine.Generation;

/// <summary>All that an engine thread computes with, made once. Not thread-safe.</summary>
internal sealed class Workspace : IDisposable
{
    /// <summary>Positions of a prompt whose logits are made at once, when they are asked for.</summary>
    public const int PromptLogitRows = 8;

    private readonly WorkerPool _pool;
    private FloatBuffer? _promptLogits;

    public Workspace(Decoder decoder, GenerationEngineOptions options)
    {
        Spec = decoder.Spec;
        Blocks = new KeyValueBlockPool(Spec);
        Logits = new FloatBuffer(Spec.VocabularySize);
        Sampling = new SamplingBuffers(Spec.VocabularySize);
        _pool = new WorkerPool(options.Threads);
        Pass = new ForwardPass(decoder, _pool, Math.Min(options.PrefillChunk, Spec.ContextLength));
    }

    public ModelSpec Spec { get; }

    public ForwardPass Pass { get; }

    public KeyValueBlockPool Blocks { get; }

    public FloatBuffer Logits { get; }

    public FloatBuffer PromptLogits => _promptLogits ??= new FloatBuffer(checked(PromptLogitRows * Spec.VocabularySize));

    public SamplingBuffers Sampling { get; }

    public void Dispose() => _pool.Dispose();
}
