namespace TogetherAI.Simulator;

/// <summary>
/// Random numbers that depend on nothing but what they are for (a seed, a request, an attempt): whatever a policy does, a request meets the
/// same luck, so policies are compared on common random numbers. The generator is SplitMix64 (Steele, Lea and Flood, 2014).
/// </summary>
internal struct Draw
{
    private ulong _state;

    public Draw(ulong seed, ulong request = 0, ulong purpose = 0)
    {
        _state = seed * 0x9E3779B97F4A7C15;
        _state = Next() ^ (request * 0xBF58476D1CE4E5B9);
        _state = Next() ^ (purpose * 0x94D049BB133111EB);
        Next();
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="below"/>).</summary>
    public int Below(int below) => (int)(Uniform() * below);

    /// <summary>Standard normal (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Lognormal.</summary>
    public double Lognormal(double median, double sigma) => median * Math.Exp(sigma * Normal());

    /// <summary>Pareto.</summary>
    public double Pareto(double least, double alpha) => least * Math.Pow(1 - Uniform(), -1 / alpha);

    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
