namespace TogetherAI.Engine.Models;

/// <summary>The angles of rotary position embeddings (Su et al. 2021, arXiv:2104.09864). Immutable and thread-safe.</summary>
internal sealed class RotaryEmbedding
{
    private readonly double[] _frequencies;

    public RotaryEmbedding(ModelSpec spec)
    {
        _frequencies = new double[spec.HeadSize / 2];
        for (int i = 0; i < _frequencies.Length; i++)
        {
            double frequency = Math.Pow(spec.RopeTheta, -2.0 * i / spec.HeadSize);
            _frequencies[i] = spec.RopeScaling?.Apply(frequency) ?? frequency;
        }
    }

    /// <summary>Number of angles at one position: half of a head.</summary>
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
            cos[i] = (float)c;
            sin[i] = (float)s;
        }
    }
}
