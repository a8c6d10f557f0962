namespace TogetherAI.Engine;

/// <summary>A change to the rotary frequencies that lets a model read further than it was first trained to. Immutable.</summary>
public abstract record RopeScaling
{
    private protected RopeScaling()
    {
    }

    /// <summary>What rotated queries and keys are multiplied with, besides.</summary>
    internal virtual double Magnitude => 1;

    /// <summary>Scales the frequencies, in radians a token, of a model that is to read <paramref name="contextLength"/> tokens.</summary>
    internal abstract void Apply(double[] frequencies, double theta, int contextLength);

    /// <summary>Every frequency divided by <paramref name="Factor"/> (position interpolation, Chen et al. 2023, arXiv:2306.15595).</summary>
    /// <param name="Factor">How many times longer the context becomes; at least 1.</param>
    public sealed record Linear(double Factor) : RopeScaling
    {
        internal override void Apply(double[] frequencies, double theta, int contextLength)
        {
            for (int i = 0; i < frequencies.Length; i++)
                frequencies[i] /= Factor;
        }
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
        internal override void Apply(double[] frequencies, double theta, int contextLength)
        {
            for (int i = 0; i < frequencies.Length; i++)
            {
                double turns = OriginalContextLength * frequencies[i] / (2 * Math.PI);
                double kept = Math.Clamp((turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor), 0, 1);
                frequencies[i] = ((1 - kept) * frequencies[i] / Factor) + (kept * frequencies[i]);
            }
        }
    }

    /// <summary>
    /// YaRN (Peng et al. 2023, arXiv:2309.00071): frequencies that turn often within the original context are kept, those that turn
    /// seldom divided by <paramref name="Factor"/>, those between blended by their place in the head.
    /// </summary>
    /// <param name="Factor">How many times longer the context becomes; at least 1.</param>
    /// <param name="OriginalContextLength">Tokens of the context before it was stretched.</param>
    /// <param name="FastTurns">Turns within the original context from which on a frequency is kept. The authors' value is 32.</param>
    /// <param name="SlowTurns">Turns below which a frequency is divided in full; less than <paramref name="FastTurns"/>. The authors' value is 1.</param>
    /// <param name="AttentionFactor">What rotated queries and keys are multiplied with.</param>
    /// <param name="WholePlaces">Whether the bounds of the blend are rounded outwards to whole places, as the authors do.</param>
    public sealed record Yarn(
        double Factor, int OriginalContextLength, double FastTurns, double SlowTurns, double AttentionFactor, bool WholePlaces = true) : RopeScaling
    {
        internal override double Magnitude => AttentionFactor;

        internal override void Apply(double[] frequencies, double theta, int contextLength)
        {
            int size = 2 * frequencies.Length;
            double low = Place(FastTurns), high = Place(SlowTurns);
            (low, high) = WholePlaces ? (Math.Floor(low), Math.Ceiling(high)) : (low, high);
            (low, high) = (Math.Max(low, 0), Math.Min(high, size - 1));
            if (low == high)
                high += 0.001;
            for (int i = 0; i < frequencies.Length; i++)
            {
                double divided = Math.Clamp((i - low) / (high - low), 0, 1);
                frequencies[i] = (divided * frequencies[i] / Factor) + ((1 - divided) * frequencies[i]);
            }

            // Where in the head a frequency stands that turns so often within the original context.
            double Place(double turns) => size * Math.Log(OriginalContextLength / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));
        }
    }

    /// <summary>
    /// LongRoPE (Ding et al. 2024, arXiv:2402.13753): every frequency has a divisor of its own. There are two sets, one for models that
    /// read no further than the original context, one for those that do: which is taken follows from the context length that the model is
    /// loaded with, so that it is the same for every token.
    /// </summary>
    /// <param name="ShortDivisors">For each frequency, the divisor within the original context.</param>
    /// <param name="LongDivisors">For each frequency, the divisor beyond it.</param>
    /// <param name="OriginalContextLength">Tokens of the context before it was stretched.</param>
    /// <param name="AttentionFactor">What rotated queries and keys are multiplied with.</param>
    public sealed record LongRope(
        IReadOnlyList<double> ShortDivisors, IReadOnlyList<double> LongDivisors, int OriginalContextLength, double AttentionFactor) : RopeScaling
    {
        internal override double Magnitude => AttentionFactor;

        internal override void Apply(double[] frequencies, double theta, int contextLength)
        {
            IReadOnlyList<double> divisors = contextLength > OriginalContextLength ? LongDivisors : ShortDivisors;
            for (int i = 0; i < frequencies.Length; i++)
                frequencies[i] /= divisors[i];
        }
    }

    /// <summary>Every frequency divided by a number of its own: how GGUF stores Llama 3.1's scaling.</summary>
    /// <param name="Values">A divisor for each frequency.</param>
    public sealed record Divisors(IReadOnlyList<double> Values) : RopeScaling
    {
        internal override void Apply(double[] frequencies, double theta, int contextLength)
        {
            for (int i = 0; i < frequencies.Length; i++)
                frequencies[i] /= Values[i];
        }
    }
}
