using System.CommandLine;
using System.CommandLine.Parsing;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>--idle 30m</c> or <c>--idle never</c>: what ends a rental. It has no default, and whoever leaves it out is told what to choose from.</summary>
internal static class IdleOption
{
    public static Option<IdleStop> Create() => new("--idle")
    {
        Description = "When it stops if nobody uses it: a time such as 30m, for as long as this command runs; or never, and the command returns. Required.",
        HelpName = "TIME|never",
        CustomParser = static result =>
        {
            if (IsNever(result.Tokens))
                return IdleStop.Never;
            return IdleStop.After(DurationOption.Read(result, "--idle", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30), ", or never"));
        },
    };

    /// <summary>Whether it was written to be never.</summary>
    public static bool IsNever(IReadOnlyList<Token>? written) =>
        written is [{ Value: { } value }] && value.Equals("never", StringComparison.OrdinalIgnoreCase);
}
