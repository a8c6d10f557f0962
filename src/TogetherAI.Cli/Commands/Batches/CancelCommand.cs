using System.CommandLine;
using System.Globalization;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary><c>tai batch cancel</c>: ends jobs at the service, those named or all of a run.</summary>
internal static class CancelCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string[]> what = new("what") { Description = "Ids of jobs, or journals of runs.", HelpName = "JOURNAL|JOB", Arity = ArgumentArity.OneOrMore };
        Command command = new("cancel", "End jobs at the service. What they have answered by then is paid for, and can be read.") { what };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(what)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string[] all, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        foreach (string what in all)
        {
            if (File.Exists(what))
                await CancelRunAsync(context, together, what, cancellationToken);
            else
                await CancelAsync(context, together, await Jobs.GetAsync(together, what, cancellationToken), cancellationToken);
        }

        return Tai.Success;
    }

    private static async Task CancelRunAsync(CliContext context, TogetherClient together, string journal, CancellationToken cancellationToken)
    {
        BatchRunStatus run = BatchRunStatus.Read(journal);
        if (run.ProcessId is { } process)
        {
            // It may be making a job at this very moment, which nobody sees yet.
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{(process == 0 ? "another process" : $"process {process}")} works on {journal}, and may be making another job. End it first (Ctrl-C), then cancel."));
        }

        KnownJobs known = await KnownJobs.ReadAsync(together, cancellationToken);
        BatchJob[] open = [.. run.Jobs.Where(static job => !job.IsCollected).Select(known.Find).OfType<BatchJob>()];
        foreach (BatchJob job in open)
            await CancelAsync(context, together, job, cancellationToken);
        await context.Error.WriteLineAsync(open.Length == 0
            ? $"{journal} has no job at the service."
            : $"tai batch resume {journal} collects what was answered and sends the rest again.");
    }

    private static async Task CancelAsync(CliContext context, TogetherClient together, BatchJob job, CancellationToken cancellationToken)
    {
        if (job.Status is not { IsFinal: true })
            job = await together.Batches.CancelAsync(job.Id, cancellationToken);
        await context.Output.WriteLineAsync(JobText.Line(job));
    }
}
