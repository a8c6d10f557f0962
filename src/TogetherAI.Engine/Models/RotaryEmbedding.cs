namespace TogetherAI.Engine.Models;

/// <summary>The angles of rotary position embeddings (Su et al. 2021, arXiv:2104.09864). Immutable and thread-safe.</summary>
internal sealed class RotaryEmbedding
{
    private readonly double[] _frequencies;
    private readonly double _magnitude;

    /// <param name="size">Elements of a head that are turned; even.</param>
    /// <param name="theta">Base of the frequencies.</param>
    /// <param name="scaling">How they were stretched.</param>
    /// <param name="contextLength">How far the model is to read.</param>
    public RotaryEmbedding(int size, double theta, RopeScaling? scaling, int contextLength)
    {
        _frequencies = Unscaled(size, theta);
        scaling?.Apply(_frequencies, theta, contextLength);
        _magnitude = scaling?.Magnitude ?? 1;
    }

    /// <summary>What a scaling comes to: the number that each frequency is divided by.</summary>
    public static double[] Divisors(int size, double theta, RopeScaling scaling, int contextLength)
    {
        double[] scaled = Unscaled(size, theta);
        scaling.Apply(scaled, theta, contextLength);
        return [.. Unscaled(size, theta).Zip(scaled, static (before, after) => before / after)];
    }

    /// <summary>Number of angles at one position: half of what is turned of a head.</summary>
    public int Count => _frequencies.Length;

    /// <summary>
    /// Writes <see cref="Count"/> cosines and sines. Angles are made in double precision: at position 100,000 a float has lost
    /// the third decimal.
    /// </summary>
    public void Fill(int position, Span<float> cos, Span<float> sin)
    {
        for (int i = 0; i < _frequencies.Length; i++)
        {
            (double s, double c) = Math.SinCos(position * _frequencies[i]);
            cos[i] = (float)(c * _magnitude);
            sin[i] = (float)(s * _magnitude);
        }
    }

    private static double[] Unscaled(int size, double theta) => [.. Enumerable.Range(0, size / 2).Select(i => Math.Pow(theta, -2.0 * i / size))];
}
