namespace TogetherAI.Engine.Measuring;

/// <summary>What <see cref="ConstraintSpeedTest"/> measured. Immutable and thread-safe.</summary>
public sealed record ConstraintSpeedReport
{
    /// <summary>Outputs that were written under the constraint.</summary>
    public required int Outputs { get; init; }

    /// <summary>Tokens of those outputs together.</summary>
    public required int Tokens { get; init; }

    /// <summary>Time to make the constraint: the least of the rounds.</summary>
    public required TimeSpan CompileTime { get; init; }

    /// <summary>Tokens a second without the constraint, in outputs of the same lengths.</summary>
    public required double FreeTokensPerSecond { get; init; }

    /// <summary>Tokens a second under the constraint. More than without, where much of the text is forced: those tokens are taken together.</summary>
    public required double ConstrainedTokensPerSecond { get; init; }

    /// <summary>Time to find out which tokens may follow, for each token of the outputs: the mean.</summary>
    public required TimeSpan MaskMean { get; init; }

    /// <summary>The same, what 99 of 100 tokens stay under.</summary>
    public required TimeSpan MaskP99 { get; init; }
}
