namespace TogetherAI.Engine.Models;

/// <summary>How a kind of file lays out the weights of an architecture, where that is not what the architecture computes with.</summary>
internal sealed record WeightLayout
{
    /// <summary>Norm weights are stored less one (Gemma's checkpoints).</summary>
    public bool NormsLessOne { get; init; }

    /// <summary>Queries, keys and values are one matrix; so are gate and up (Phi).</summary>
    public bool Fused { get; init; }

    /// <summary>The rows of query and key heads stand in pairs that are turned together (GGUF's <c>llama</c>).</summary>
    public bool PairedRows { get; init; }
}
