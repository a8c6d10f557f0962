using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary><c>tai batch status</c>: how far a run or a single job has come.</summary>
internal static class StatusCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> what = new("what") { Description = "A run's journal, or a job's id.", HelpName = "JOURNAL|JOB" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("status", "Say how far a run or a job has come. A run that is under way is not disturbed.") { what, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(what)!, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string what, bool json, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        if (File.Exists(what))
        {
            await TellRunAsync(context, together, what, json, cancellationToken);
            return Tai.Success;
        }

        BatchJob job = await Jobs.GetAsync(together, what, cancellationToken);
        if (json)
            JsonLine.Write(context.Output, JobText.Json(job));
        else
            await context.Output.WriteLineAsync(JobText.Line(job));
        return Tai.Success;
    }

    private static async Task TellRunAsync(CliContext context, TogetherClient together, string journal, bool json, CancellationToken cancellationToken)
    {
        BatchRunStatus run = BatchRunStatus.Read(journal);
        KnownJobs? known = run.Jobs.Any(IsOpen) ? await KnownJobs.ReadAsync(together, cancellationToken) : null;
        if (json)
        {
            JsonLine.Write(context.Output, Json(run, known));
            return;
        }

        if (run.Jobs.Count > 0)
        {
            TextTable.Write(
                context.Output,
                ["PART", "JOB", "REQUESTS", "STATE"],
                [.. run.Jobs.Select(job => (IReadOnlyList<string>)[Part(job), (known?.Find(job)?.Id ?? job.JobId) ?? "", job.Requests.ToString("N0", CultureInfo.InvariantCulture), State(job, known)])]);
        }

        await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{run.Delivered:N0} of {run.Inputs:N0} done. ") + Next(run, journal));
    }

    private static bool IsOpen(BatchRunJob job) => job is { FileName: not null, IsCollected: false };

    private static string Part(BatchRunJob job) => string.Create(CultureInfo.InvariantCulture, $"{job.Part}{(job.Attempt > 1 ? $", try {job.Attempt}" : "")}");

    private static string State(BatchRunJob job, KnownJobs? known) => job switch
    {
        { IsCollected: true } => "collected",
        { FileName: null } => "waiting",
        _ => known?.Find(job) is { } found ? JobText.State(found) : "being sent",
    };

    private static string Next(BatchRunStatus run, string journal) => run switch
    {
        { ProcessId: 0 } => "Another process works on it.",
        { ProcessId: { } id } => string.Create(CultureInfo.InvariantCulture, $"Process {id} works on it."),
        { IsComplete: true, Inputs: > 0 } => "Nothing is left to do.",
        _ => $"Nobody works on it. Go on with: tai batch resume {journal}",
    };

    private static JsonObject Json(BatchRunStatus run, KnownJobs? known) => new()
    {
        ["inputs"] = run.Inputs,
        ["delivered"] = run.Delivered,
        ["complete"] = run.IsComplete,
        ["processId"] = run.ProcessId,
        ["jobs"] = new JsonArray([.. run.Jobs.Select(job => (JsonNode)new JsonObject
        {
            ["part"] = job.Part,
            ["attempt"] = job.Attempt,
            ["job"] = known?.Find(job)?.Id ?? job.JobId,
            ["model"] = job.Model,
            ["requests"] = job.Requests,
            ["collected"] = job.IsCollected,
            ["status"] = known?.Find(job)?.Status?.Value,
            ["percent"] = known?.Find(job)?.Progress,
        })]),
    };
}
