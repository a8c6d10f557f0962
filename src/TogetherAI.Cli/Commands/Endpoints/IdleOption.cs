using System.CommandLine;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>--idle 30m</c> or <c>--idle never</c>: what ends a rental. It has no default: there is none for money.</summary>
internal static class IdleOption
{
    public static Option<IdleStop> Create() => new("--idle")
    {
        Description = "When it stops if nobody uses it: a time such as 30m, for as long as this command runs; or never, and the command returns. Required.",
        HelpName = "TIME|never",
        Required = true,
        CustomParser = static result =>
        {
            if (string.Equals(result.Tokens.SingleOrDefault()?.Value, "never", StringComparison.OrdinalIgnoreCase))
                return IdleStop.Never;
            return IdleStop.After(DurationOption.Read(result, "--idle", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30), ", or never"));
        },
    };
}
