using System.CommandLine;
using System.Globalization;

namespace TogetherAI.Cli.Commands;

/// <summary><c>--part 2/5</c>.</summary>
internal static class PartOption
{
    public static Option<(int Number, int Count)> Create() => new("--part")
    {
        Description = "Do one part of the inputs, such as 2/5: the second of five. The parts can run anywhere at the same time, each with the same input and a journal of its own.",
        HelpName = "K/N",
        DefaultValueFactory = static _ => (1, 1),
        CustomParser = result =>
        {
            string[] parts = (result.Tokens.SingleOrDefault()?.Value ?? "").Split('/');
            if (parts.Length == 2 && Read(parts[0]) is { } number && Read(parts[1]) is { } count && number <= count)
                return (number, count);
            result.AddError("--part takes a part and how many there are, such as 2/5.");
            return (1, 1);
        },
    };

    private static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 ? number : null;
}
