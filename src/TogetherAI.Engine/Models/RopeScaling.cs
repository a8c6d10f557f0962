namespace TogetherAI.Engine;

/// <summary>A change to the rotary frequencies that lets a model read further than it was first trained to. Immutable.</summary>
public abstract record RopeScaling
{
    private protected RopeScaling()
    {
    }

    /// <summary>Scales one frequency, in radians a token.</summary>
    internal abstract double Apply(double frequency);

    /// <summary>Every frequency divided by <paramref name="Factor"/> (position interpolation, Chen et al. 2023, arXiv:2306.15595).</summary>
    /// <param name="Factor">How many times longer the context becomes; at least 1.</param>
    public sealed record Linear(double Factor) : RopeScaling
    {
        internal override double Apply(double frequency) => frequency / Factor;
    }

    /// <summary>
    /// Llama 3.1's scaling: long wavelengths are divided by <paramref name="Factor"/>, short ones kept, those between blended
    /// (meta-llama/llama-models, <c>apply_scaling</c>).
    /// </summary>
    /// <param name="Factor">How many times longer the context becomes; at least 1.</param>
    /// <param name="LowFrequencyFactor">Wavelengths above the original context divided by this are stretched in full.</param>
    /// <param name="HighFrequencyFactor">
    /// Wavelengths below the original context divided by this are kept; greater than <paramref name="LowFrequencyFactor"/>.
    /// </param>
    /// <param name="OriginalContextLength">Tokens of the context before it was stretched.</param>
    public sealed record Llama3(double Factor, double LowFrequencyFactor, double HighFrequencyFactor, int OriginalContextLength) : RopeScaling
    {
        internal override double Apply(double frequency)
        {
            double turns = OriginalContextLength * frequency / (2 * Math.PI);
            double kept = Math.Clamp((turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor), 0, 1);
            return ((1 - kept) * frequency / Factor) + (kept * frequency);
        }
    }
}
