using System.CommandLine;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary><c>tai batch</c>: a file of inputs in, a file of results out.</summary>
internal static class BatchCommand
{
    public static Command Create(CliContext context) => new("batch", "Run a model over many inputs at the price of batches; goes on where it was if it is ended.")
    {
        RunCommand.Create(context),
        ResumeCommand.Create(context),
        StatusCommand.Create(context),
        CancelCommand.Create(context),
        ResultsCommand.Create(context),
    };
}
