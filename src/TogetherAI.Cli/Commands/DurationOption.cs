using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TogetherAI.Cli.Commands;

/// <summary>An option that takes a time such as <c>30m</c>.</summary>
internal static class DurationOption
{
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
        if (text is not { Length: > 1 } || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            return false;
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is not { } one || number > 10_000)
            return false;
        time = one * number;
        return true;
    }

    private static string Text(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => $"{time.TotalDays.ToString(CultureInfo.InvariantCulture)}d",
        { TotalHours: >= 1 } => $"{time.TotalHours.ToString(CultureInfo.InvariantCulture)}h",
        { TotalMinutes: >= 1 } => $"{time.TotalMinutes.ToString(CultureInfo.InvariantCulture)}m",
        _ => $"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s",
    };
}
