using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>An axis of a plot; what lies beyond it is drawn at its end.</summary>
internal sealed record Axis(string Name, double From, double To, IReadOnlyList<double> Ticks)
{
    /// <summary>Whether every decade is as long as the next.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>What stands at a tick; null for the number.</summary>
    public Func<double, string>? Labels { get; init; }

    public string Label(double tick) => Labels?.Invoke(tick) ?? tick.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>How far along the axis a value lies, from 0 to 1.</summary>
    public double Share(double value)
    {
        value = Math.Clamp(value, From, To);
        return IsLogarithmic ? Math.Log(value / From) / Math.Log(To / From) : (value - From) / (To - From);
    }
}
