using System.CommandLine;
using System.Globalization;

namespace TogetherAI.Cli.Commands;

/// <summary><c>--replicas 2</c> or <c>--replicas 1-3</c>.</summary>
internal static class ReplicasOption
{
    private const int Most = 1000;

    public static Option<(int Min, int Max)?> Create() => new("--replicas")
    {
        Description = "How many replicas: a number, or the fewest and the most that the service scales between, such as 1-3. Default: 1.",
        HelpName = "N|MIN-MAX",
        CustomParser = result =>
        {
            string[] parts = (result.Tokens.SingleOrDefault()?.Value ?? "").Split('-');
            if (parts.Length is 1 or 2 && Read(parts[0]) is { } min && Read(parts[^1]) is { } max && min <= max)
                return (min, max);
            result.AddError($"--replicas takes a number from 1 to {Most}, or two such as 1-3. None at all is a stop: tai endpoints stop.");
            return null;
        },
    };

    private static int? Read(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= Most ? number : null;
}
