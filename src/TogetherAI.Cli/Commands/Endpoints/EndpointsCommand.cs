using System.CommandLine;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>tai endpoints</c>: dedicated endpoints, and what they cost.</summary>
internal static class EndpointsCommand
{
    public static Command Create(CliContext context) => new("endpoints", "Dedicated endpoints: see, rent, start, stop, scale, delete them.")
    {
        ListCommand.Create(context),
        CreateCommand.Create(context),
        StartCommand.Create(context),
        StopCommand.Create(context),
        ScaleCommand.Create(context),
        WatchCommand.Create(context),
        DeleteCommand.Create(context),
    };
}
