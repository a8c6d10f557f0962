using System.CommandLine;
using System.Globalization;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary><c>--price-factor MODEL=0.5</c>, as often as needed.</summary>
internal static class PriceFactorOption
{
    public static Option<Dictionary<string, decimal>?> Create() => new("--price-factor")
    {
        Description = "What part of its price a model costs in batches. The service gives a discount on some models and no list of them. Default: all of it.",
        HelpName = "MODEL=FACTOR",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            Dictionary<string, decimal> factors = [];
            foreach (string text in result.Tokens.Select(static token => token.Value))
            {
                int equals = text.LastIndexOf('=');
                if (equals > 0 && decimal.TryParse(text.AsSpan(equals + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal factor) && factor is > 0 and <= 1)
                    factors[text[..equals]] = factor;
                else
                    result.AddError($"--price-factor takes a model and a factor above 0 and at most 1, such as MODEL=0.5; '{text}' is none.");
            }

            return factors;
        },
    };
}
