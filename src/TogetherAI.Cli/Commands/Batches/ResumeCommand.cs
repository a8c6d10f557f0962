using System.CommandLine;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary><c>tai batch resume</c>: a run of before, with the arguments of then.</summary>
internal static class ResumeCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> journal = new("journal") { Description = "The run's journal." };
        Command command = new("resume", "Go on with a run, with the arguments it was begun with.") { journal };
        RunOptions options = new(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            string file = parsed.GetValue(journal)!;
            RunArguments arguments = RunArguments.LoadBeside(file)
                ?? throw new ArgumentException($"beside {file} there is no {RunArguments.PathBeside(file)}, which tai batch run leaves there. Go on with: tai batch run INPUT --journal {file} …");
            return new BatchExecution(context, file, options.Over(arguments, parsed), options.IsJson(parsed)).RunAsync(cancellationToken);
        });
        return command;
    }
}
