using System.CommandLine;

namespace TogetherAI.Cli.Commands;

/// <summary>Options and arguments that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Write JSON, for scripts." };

    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Answer yes to what would be asked." };

    public static Option<bool> NoWait() => new("--no-wait") { Description = "Return when the service has taken the order, not when it is done." };

    public static Argument<string> Endpoint() => new("endpoint") { Description = "The endpoint: its name, the last part of it, or its id (ep_…)." };

    public static Option<string?> Deployment() => new("--deployment")
    {
        Description = "One of the endpoint's deployments: its name, the last part of it, or its id (dep_…). Needed where there are several.",
        HelpName = "NAME",
    };
}
