using System.CommandLine;
using System.Globalization;

namespace TogetherAI.Cli.Commands;

/// <summary>An option that takes an amount of money.</summary>
internal static class UsdOption
{
    public static Option<decimal?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "USD",
        CustomParser = result =>
        {
            if (decimal.TryParse(result.Tokens.SingleOrDefault()?.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal usd) && usd > 0)
                return usd;
            result.AddError($"{name} takes an amount in US dollars, such as 25 or 7.50.");
            return null;
        },
    };
}
