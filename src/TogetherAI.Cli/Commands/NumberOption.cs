using System.CommandLine;
using System.Globalization;

namespace TogetherAI.Cli.Commands;

/// <summary>An option that takes a whole number within bounds, and says so when it gets anything else.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, string description, int fallback, int minimum, int maximum) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens.SingleOrDefault()?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                && number >= minimum && number <= maximum)
                return number;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {minimum} to {maximum}."));
            return fallback;
        },
    };
}
