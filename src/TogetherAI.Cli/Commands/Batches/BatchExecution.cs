using System.Globalization;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Commands.Batches.Inputs;
using TogetherAI.Cli.Commands.Batches.Results;
using TogetherAI.Cli.Commands.Batches.Telling;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary>One life of a run: inputs in, results out, and told of. Used once.</summary>
internal sealed class BatchExecution(CliContext context, string journal, RunArguments arguments, bool json)
{
    private BatchRunProgress _last = new();
    private TextWriter _told = context.Error;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(journal) && BatchRunStatus.Read(journal).ProcessId is { } process)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{(process == 0 ? "another process" : $"process {process}")} works on {journal} already. tai batch status {journal} says how far it is."));
        arguments.RefuseIdle();
        BatchInputs<BatchRow> inputs = InputSource.Of(arguments);
        if (arguments.Out is not null)
            _told = context.Output; // nothing else goes there
        IRunTeller teller = !json && context.IsTerminal && arguments.Out is not null
            ? LiveTeller.On(context.Error)
            : new LineTeller(json ? _told : context.Error, json, context.Time);
        using TogetherClient together = context.CreateClient();
        using IResultSink results = arguments.Out is { } path ? await ResultsFile.OpenAsync(path, cancellationToken) : new StandardOutput(context.Output);
        try
        {
            await teller.DuringAsync(() => FollowAsync(together, inputs, results, teller, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await SayHowToGoOnAsync();
            return Tai.Interrupted;
        }
        catch (BatchBudgetException exception)
        {
            throw new ArgumentException(Explain(exception), exception);
        }
        catch (BatchJobCancelledException exception)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"somebody cancelled the job {exception.JobId}, and {exception.OpenRequests:N0} of its requests have no answer. No further job was begun. Send the rest with: tai batch resume {journal}"), exception);
        }

        return await EndAsync();
    }

    private async Task FollowAsync(TogetherClient together, BatchInputs<BatchRow> inputs, IResultSink results, IRunTeller teller, CancellationToken cancellationToken)
    {
        BatchRunOptions options = new()
        {
            Journal = journal,
            MaxUsd = arguments.MaxUsd,
            PriceFactors = arguments.PriceFactors,
            RequestsPerJob = arguments.RequestsPerJob,
            Part = (arguments.Part, arguments.Parts),
            Fallback = arguments.Fallback > 0 ? BatchFallback.Serverless : BatchFallback.Report,
            BeforeAcknowledge = results.Flush,
            Progress = new Both(this, teller),
        };
        if (arguments.Fallback > 0)
            options = options with { FallbackLimit = arguments.Fallback };
        await foreach (JsonObject line in RunTask.RunAsync(together, arguments, inputs, options, cancellationToken))
            results.Write(line);
    }

    private string Explain(BatchBudgetException exception)
    {
        if (exception.MostUsd is not { } most)
            return $"--max-usd cannot be kept: {exception.Message} " + (exception.IsBegun
                ? $"What was answered is kept; go on once there is a price again, with tai batch resume {journal}"
                : "Begin anew without it and with another --journal.");
        string unlimited = exception.UnlimitedRequests == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $" {exception.UnlimitedRequests:N0} requests put no limit on their answer, and are counted with 2,048 tokens each.");
        return exception.IsBegun
            ? $"with what failed and would be asked again it may cost {Money.Usd(most)}, more than --max-usd {Money.Usd(arguments.MaxUsd)}.{unlimited} No further job was begun; what was answered is kept. Raise it with tai batch resume {journal} --max-usd USD"
            : $"it may cost {Money.Usd(most)}, more than --max-usd {Money.Usd(arguments.MaxUsd)}.{unlimited} Nothing was sent. Raise it with tai batch resume {journal} --max-usd USD, or begin anew with a lower --max-tokens and another --journal.";
    }

    private async Task SayHowToGoOnAsync()
    {
        long jobs = File.Exists(journal) ? BatchRunStatus.Read(journal).Jobs.Count(static job => job is { FileName: not null, IsCollected: false }) : 0;
        await context.Error.WriteLineAsync(jobs == 0
            ? $"tai: ended here. Go on with: tai batch resume {journal}"
            : string.Create(CultureInfo.InvariantCulture, $"tai: ended here; {jobs} {(jobs == 1 ? "job goes" : "jobs go")} on at the service, and cost{(jobs == 1 ? "s" : "")} what {(jobs == 1 ? "it costs" : "they cost")}. Go on with: tai batch resume {journal} (or end them: tai batch cancel {journal})"));
    }

    private async Task<int> EndAsync()
    {
        BatchRunStatus status = BatchRunStatus.Read(journal);
        if (json)
        {
            JsonObject end = RunText.Json(_last, context.Time.GetUtcNow());
            end["complete"] = status.IsComplete;
            end["out"] = arguments.Out;
            JsonLine.Write(_told, end);
        }
        else
        {
            await _told.WriteLineAsync(RunText.Line(_last) + (arguments.Out is null ? "." : $". Results: {arguments.Out}"));
        }

        if (_last.Failed == 0)
            return Tai.Success;
        await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"tai: {_last.Failed:N0} of the requests failed; their lines have an error. This run is over; to try them again, run those inputs with another --journal."));
        return Tai.Failure;
    }

    private sealed class Both(BatchExecution run, IRunTeller teller) : IProgress<BatchRunProgress>
    {
        public void Report(BatchRunProgress value)
        {
            run._last = value;
            teller.Report(value);
        }
    }
}
