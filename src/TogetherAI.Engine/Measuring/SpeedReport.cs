namespace TogetherAI.Engine.Measuring;

/// <summary>What <see cref="SpeedTest"/> measured. Immutable and thread-safe.</summary>
public sealed record SpeedReport
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The instructions that the kernels use: <c>Avx512</c>, <c>Avx2</c>, <c>AdvSimd</c> or <c>Portable</c>.</summary>
    public required string InstructionSet { get; init; }

    /// <summary>Threads that computed.</summary>
    public required int Threads { get; init; }

    /// <summary>Bytes of weights that every token's step reads.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Tokens of a prompt read in a second, from the request to its first token.</summary>
    public required double PrefillTokensPerSecond { get; init; }

    /// <summary>Tokens of one sequence generated in a second, after its first.</summary>
    public required double DecodeTokensPerSecond { get; init; }

    /// <summary>Sequences of <see cref="BatchTokensPerSecond"/>; 1 where that was left out.</summary>
    public required int BatchSequences { get; init; }

    /// <summary>Tokens generated in a second by all of those together; null where it was left out.</summary>
    public double? BatchTokensPerSecond { get; init; }

    /// <summary>Time to the first token of a short request that comes while a long prompt is read; null where it was left out.</summary>
    public TimeSpan? FirstTokenUnderLoad { get; init; }

    /// <summary>Bytes a second that the same threads read from memory, measured before and after each round; the median, like those of the runs.</summary>
    public required double ReadBytesPerSecond { get; init; }

    /// <summary>Single-precision operations a second of the same threads, a multiplication and its addition being two, nothing read; measured alike.</summary>
    public required double PeakOperationsPerSecond { get; init; }

    /// <summary>Weights read while decoding as a share of <see cref="ReadBytesPerSecond"/>.</summary>
    public double BandwidthShare => DecodeTokensPerSecond * WeightBytes / ReadBytesPerSecond;

    /// <summary>
    /// Operations of the matrices while reading a prompt as a share of <see cref="PeakOperationsPerSecond"/>. Formats of integers may pass 1:
    /// their instructions do more at once than single precision's.
    /// </summary>
    public double ComputeShare => PrefillTokensPerSecond * OperationsPerToken / PeakOperationsPerSecond;

    /// <summary>Operations of the matrices for one token of a prompt, the output layer not counted: it is needed once.</summary>
    public required long OperationsPerToken { get; init; }
}
