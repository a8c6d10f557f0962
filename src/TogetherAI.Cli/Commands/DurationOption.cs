using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TogetherAI.Cli.Commands;

/// <summary>An option that takes a time such as <c>30m</c>.</summary>
internal static class DurationOption
{
    // Milliseconds first: their name ends as that of seconds does.
    private static readonly (string Suffix, TimeSpan Unit)[] s_units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    /// <param name="name">The option's name.</param>
    /// <param name="description">What it is for; its default too, which is null here and the command's affair.</param>
    /// <param name="minimum">The least it may be.</param>
    /// <param name="maximum">The most it may be.</param>
    public static Option<TimeSpan?> Create(string name, string description, TimeSpan minimum, TimeSpan maximum) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Read(result, name, minimum, maximum, alsoAllowed: ""),
    };

    /// <summary>Reads the time, or says what is wrong with it.</summary>
    /// <param name="result">What was written.</param>
    /// <param name="name">The option's name.</param>
    /// <param name="minimum">The least it may be.</param>
    /// <param name="maximum">The most it may be.</param>
    /// <param name="alsoAllowed">What it may be instead, for the error.</param>
    public static TimeSpan Read(ArgumentResult result, string name, TimeSpan minimum, TimeSpan maximum, string alsoAllowed)
    {
        if (TryParse(result.Tokens.SingleOrDefault()?.Value, out TimeSpan time) && time >= minimum && time <= maximum)
            return time;
        result.AddError($"{name} takes a time from {Text(minimum)} to {Text(maximum)}, such as 90s, 30m, 2h or 1d{alsoAllowed}.");
        return minimum;
    }

    public static bool TryParse(string? text, out TimeSpan time)
    {
        time = default;
        foreach ((string suffix, TimeSpan unit) in s_units)
        {
            if (text?.EndsWith(suffix, StringComparison.Ordinal) == true
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                time = unit * Math.Min(number, 10_000); // beyond any maximum, and never beyond what a time holds
                return number <= 10_000;
            }
        }

        return false;
    }

    private static string Text(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => $"{time.TotalDays.ToString(CultureInfo.InvariantCulture)}d",
        { TotalHours: >= 1 } => $"{time.TotalHours.ToString(CultureInfo.InvariantCulture)}h",
        { TotalMinutes: >= 1 } => $"{time.TotalMinutes.ToString(CultureInfo.InvariantCulture)}m",
        { TotalSeconds: >= 1 } => $"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s",
        _ => $"{time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}ms",
    };
}
