using System.CommandLine;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Guard;

/// <summary><c>tai guard</c>: stops what nobody uses, for a whole account.</summary>
internal static class GuardCommand
{
    public static Command Create(CliContext context)
    {
        Option<TimeSpan?> idle = DurationOption.Create("--idle", "Stop what had no request for this long. Required.", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        idle.Required = true;
        Option<bool> dryRun = new("--dry-run") { Description = "Stop nothing; say what would be stopped." };
        Option<string[]> allow = Names("--allow", "Never stop this one: an endpoint's name, the last part of it, or an id; with * at its end, all that begin so. May be repeated.");
        Option<string[]> only = Names("--only", "Watch this one, named as in --allow. May be repeated. Default: all of the project.");
        Option<string?> notify = new("--notify")
        {
            Description = "Tell of stops, of stops that fail, and of what cannot be judged for as long as --idle: an http(s) address gets a POST, anything else is run as a command; both get the decision as JSON.",
            HelpName = "URL|COMMAND",
        };
        Option<TimeSpan?> poll = DurationOption.Create("--poll", "The pause between two looks. Default: 1m.", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Option<TimeSpan?> lag = DurationOption.Create(
            "--lag", "How far the service's numbers are taken to lag behind, at least. Default: 5m.", TimeSpan.Zero, TimeSpan.FromHours(1));
        Option<bool> once = new("--once") { Description = "Look once and return: for a scheduler. Exit code 1 where something could not be stopped, or not be judged." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("guard", "Stop dedicated endpoints that nobody uses. Knows their traffic from the service, whose numbers lag behind. Ctrl-C ends the watch.")
        {
            idle, dryRun, allow, only, notify, poll, lag, once, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            string? hook = parsed.GetValue(notify);
            TimeSpan behind = parsed.GetValue(lag) ?? TimeSpan.FromMinutes(5);
            string[] watched = parsed.GetValue(only) ?? [];
            IdleGuardOptions options = new()
            {
                Window = parsed.GetValue(idle)!.Value,
                DryRun = parsed.GetValue(dryRun),
                NeverTouch = parsed.GetValue(allow) ?? [],
                Endpoints = watched.Length > 0 ? watched : null,
                Poll = parsed.GetValue(poll) ?? TimeSpan.FromMinutes(1),
                ServiceLag = behind,
                LongestLag = behind * 3 > TimeSpan.FromMinutes(15) ? behind * 3 : TimeSpan.FromMinutes(15),
                Notify = hook is null ? null : new NotifyHook(hook, context.Error).TellAsync,
            };
            return RunAsync(context, options, parsed.GetValue(once), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static Option<string[]> Names(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = static _ => [],
    };

    private static async Task<int> RunAsync(CliContext context, IdleGuardOptions options, bool once, bool json, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        IdleGuard guard = new(together, options);
        if (!once)
            await context.Error.WriteLineAsync($"Watching {(options.Endpoints is null ? "all endpoints" : string.Join(", ", options.Endpoints))} every {options.Poll:c}{(options.DryRun ? ", dry run" : "")}. Ctrl-C ends the watch, and stops nothing.");
        await context.Error.WriteLineAsync($"The service's numbers lag by {options.ServiceLag:c} or more: what was sent within that time is seen by nobody.");
        Dictionary<string, (IdleReason, IdleOutcome)> told = [];
        for (bool first = true; ; first = false)
        {
            try
            {
                IReadOnlyList<IdleDecision> decisions = await guard.CheckAsync(cancellationToken);
                foreach (IdleDecision decision in decisions)
                    Tell(context, decision, told, json);
                if (once)
                    return decisions.Any(static one => one.Outcome == IdleOutcome.StopFailed || one.Verdict == IdleVerdict.CannotJudge) ? Tai.Failure : Tai.Success;
            }
            catch (TogetherException exception) when (!first)
            {
                await context.Error.WriteLineAsync($"tai: {exception.Message} Nothing is watched until this works again.");
            }
            catch (OperationCanceledException) when (!once && cancellationToken.IsCancellationRequested)
            {
                return Tai.Success;
            }

            try
            {
                await Task.Delay(options.Poll, context.Time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return Tai.Success; // Ctrl-C is how this command is meant to end
            }
        }
    }

    /// <summary>Writes a decision, where it is not the same as before.</summary>
    private static void Tell(CliContext context, IdleDecision decision, Dictionary<string, (IdleReason Reason, IdleOutcome Outcome)> told, bool json)
    {
        (IdleReason, IdleOutcome) now = (decision.Reason, decision.Outcome);
        if (told.TryGetValue(decision.DeploymentId, out (IdleReason, IdleOutcome) before) && before == now)
            return;
        told[decision.DeploymentId] = now;
        if (json)
        {
            JsonLine.Write(context.Output, DecisionText.Json(decision));
            return;
        }

        context.Output.WriteLine($"{Times.Of(decision.At)} {decision}");
        context.Output.Flush();
    }
}
