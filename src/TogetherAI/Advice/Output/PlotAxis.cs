namespace TogetherAI;

/// <summary>Round numbers for an axis from 0 up.</summary>
internal static class PlotAxis
{
    private static readonly double[] s_steps = [1, 2, 2.5, 5, 10];

    /// <summary>The distance of the ticks, so that there are four to eight of them.</summary>
    public static double Step(double most)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(most, 1e-6) / 4)));
        return power * s_steps.First(step => most / (power * step) <= 8);
    }

    private static readonly TimeSpan[] s_times =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(2),
        TimeSpan.FromDays(7), TimeSpan.FromDays(14), TimeSpan.FromDays(28), TimeSpan.FromDays(91), TimeSpan.FromDays(364),
    ];

    /// <summary>The same for time.</summary>
    public static TimeSpan Step(TimeSpan span) => s_times.FirstOrDefault(step => span / step <= 8, s_times[^1]);
}
