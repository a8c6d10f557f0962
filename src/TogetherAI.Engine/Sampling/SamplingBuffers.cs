namespace TogetherAI.Engine.Sampling;

/// <summary>Working memory for one draw at a time, one entry per token of the vocabulary. Not thread-safe.</summary>
internal sealed class SamplingBuffers(int vocabularySize)
{
    public float[] Logits { get; } = new float[vocabularySize];

    public float[] Weights { get; } = new float[vocabularySize];

    public ulong[] Keys { get; } = new ulong[vocabularySize];
}
