using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>A mean, and half the width of its 95 % interval (Student's t over the seeds; none for a single seed).</summary>
internal readonly record struct Estimate(double Mean, double Half)
{
    private static readonly double[] s_t =
        [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086];

    public static Estimate Of(double[] samples)
    {
        double mean = samples.Average();
        if (samples.Length < 2 || !double.IsFinite(mean))
            return new Estimate(mean, 0);
        double variance = samples.Sum(sample => (sample - mean) * (sample - mean)) / (samples.Length - 1);
        double t = s_t[Math.Min(samples.Length - 1, s_t.Length) - 1];
        return new Estimate(mean, t * Math.Sqrt(variance / samples.Length));
    }

    public override string ToString() => ToString(2);

    public string ToString(int digits)
    {
        if (!double.IsFinite(Mean))
            return "never";
        string mean = Mean.ToString("F" + digits, CultureInfo.InvariantCulture);
        return Half == 0 ? mean : mean + " ± " + Half.ToString("F" + digits, CultureInfo.InvariantCulture);
    }
}
