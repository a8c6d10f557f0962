using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace TogetherAI.ApiTour;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Only">Which operations to call, by <c>METHOD path</c>; null for all.</param>
/// <param name="AllowBillable">Whether to call, away from this machine, what costs money or changes anything.</param>
internal sealed record TourOptions(Regex? Only = null, bool AllowBillable = false)
{
    public const string Usage = """
        Calls every operation of the API once, and prints a line for each: ok|FAIL|skip METHOD path: why
          --only REGEX       only operations whose "METHOD path" matches
          --allow-billable   away from loopback, also what costs money or changes anything; what the tour makes it takes away again
        The server and the key are TOGETHER_BASE_URL and TOGETHER_API_KEY.
        """;

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out TourOptions? options, [NotNullWhen(false)] out string? fault)
    {
        options = new TourOptions();
        fault = null;
        for (int i = 0; i < arguments.Length && fault is null; i++)
        {
            switch (arguments[i])
            {
                case "--allow-billable":
                    options = options with { AllowBillable = true };
                    break;
                case "--only" when i + 1 < arguments.Length:
                    try
                    {
                        options = options with { Only = new Regex(arguments[++i], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) };
                    }
                    catch (RegexParseException exception)
                    {
                        fault = "--only: " + exception.Message;
                    }

                    break;
                case "--only":
                    fault = "--only needs a regular expression.";
                    break;
                default:
                    fault = $"'{arguments[i]}' is no option.";
                    break;
            }
        }

        return fault is null;
    }
}
