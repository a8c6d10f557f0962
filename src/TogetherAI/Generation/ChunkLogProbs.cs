using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// The log-probability of a chunk's token. together.ai sends a bare number, other servers the same object as in a whole answer. Immutable;
/// exactly one of the properties is set.
/// </summary>
[JsonConverter(typeof(ChunkLogProbsConverter))]
public sealed record ChunkLogProbs
{
    /// <summary>Makes one from a number.</summary>
    /// <param name="value">The natural logarithm of the token's probability.</param>
    public ChunkLogProbs(double value) => Value = value;

    /// <summary>Makes one from an object.</summary>
    /// <param name="details">The object.</param>
    public ChunkLogProbs(LogProbs details) => Details = details;

    /// <summary>The natural logarithm of the token's probability.</summary>
    public double? Value { get; }

    /// <summary>The log-probabilities as in a whole answer.</summary>
    public LogProbs? Details { get; }
}
