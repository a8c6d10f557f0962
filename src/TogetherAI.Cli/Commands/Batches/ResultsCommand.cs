using System.CommandLine;
using System.Globalization;
using TogetherAI.Cli.Commands.Batches.Results;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary><c>tai batch results</c>: what a single job answered.</summary>
internal static class ResultsCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> id = new("job") { Description = "The job's id." };
        Option<string?> output = new("--out") { Description = "The file for the results; replaced where it exists. Default: standard output.", HelpName = "FILE" };
        Command command = new("results", "Read the results of a job, a line of JSON each. Their key is the custom_id; of jobs of tai batch run, that is a hash, and tai batch resume gives the results with their own keys.")
        {
            id, output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(id)!, parsed.GetValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string id, string? path, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        BatchJob job = await Jobs.GetAsync(together, id, cancellationToken);
        if (job.Status is not { IsFinal: true })
            throw new ArgumentException($"{id} has no results yet: {JobText.State(job)}.");
        (long answered, long failed) = (0, 0);
        if (path is null)
            await CopyAsync(context.Output);
        else
            await WholeFile.WriteAsync(path, CopyAsync);
        await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{JobText.Line(job)}: {answered:N0} answered, {failed:N0} failed."));
        return failed == 0 && job.Status == BatchStatus.Completed ? Tai.Success : Tai.Failure;

        async Task CopyAsync(TextWriter to)
        {
            await foreach (BatchResult result in together.Batches.ReadResultsAsync(job, cancellationToken))
            {
                if (result.IsDuplicate)
                    continue;
                _ = result.Error is null ? answered++ : failed++;
                await to.WriteLineAsync(JsonLine.Of(ResultLine.Of(result)).AsMemory(), cancellationToken);
            }
        }
    }
}
