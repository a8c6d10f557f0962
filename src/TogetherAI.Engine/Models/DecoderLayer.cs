using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>A projection: a matrix and, in some families, a bias.</summary>
internal sealed record Linear(WeightMatrix Weight, float[]? Bias);

/// <summary>The weights of one decoder layer.</summary>
internal sealed record DecoderLayer
{
    public required float[] AttentionNorm { get; init; }

    public required Linear Query { get; init; }

    public required Linear Key { get; init; }

    public required Linear Value { get; init; }

    public required Linear AttentionOutput { get; init; }

    /// <summary>Weights of the norm over each query head; null in most families.</summary>
    public required float[]? QueryNorm { get; init; }

    /// <summary>Weights of the norm over each key head; null in most families.</summary>
    public required float[]? KeyNorm { get; init; }

    /// <summary>Weights of the norm over what attention gives, before it is added; null in most families.</summary>
    public required float[]? AttentionOutputNorm { get; init; }

    /// <summary>Which of the decoder's rotary tables turns the heads; null where none does.</summary>
    public required int? Rotary { get; init; }

    public required float[] FeedForwardNorm { get; init; }

    public required Linear Gate { get; init; }

    public required Linear Up { get; init; }

    public required Linear Down { get; init; }

    /// <summary>Weights of the norm over what the feed-forward layer gives, before it is added; null in most families.</summary>
    public required float[]? FeedForwardOutputNorm { get; init; }
}
