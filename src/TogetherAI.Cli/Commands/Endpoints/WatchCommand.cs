using System.CommandLine;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>tai endpoints watch</c>: a line for whatever changes, with what was spent since.</summary>
internal static class WatchCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string?> name = new("endpoint") { Description = "The endpoint: its name, the last part of it, or its id. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        Option<TimeSpan?> poll = DurationOption.Create("--poll", "The pause between two looks. Default: 10s.", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Option<bool> json = CommonOptions.Json();
        Command command = new("watch", "Follow endpoints until Ctrl-C: a line for every change, and what they have cost since the watch began.") { name, poll, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(name), parsed.GetValue(poll) ?? TimeSpan.FromSeconds(10), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string? name, TimeSpan poll, bool json, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        string? id = name is null ? null : (await Account.FindAsync(together, name, cancellationToken)).Id;
        CostMeter meter = new(together, new CostMeterOptions { Endpoints = id is null ? null : [id], Poll = poll });
        Prices prices = await Prices.ReadAsync(together, cancellationToken);
        Dictionary<string, string> told = [];
        await context.Error.WriteLineAsync("Watching. Ctrl-C ends the watch, and stops nothing.");
        for (bool first = true; ; first = false)
        {
            try
            {
                CostReport costs = await meter.ReadAsync(cancellationToken);
                await LookAsync(context, together, id, prices, costs, told, json, cancellationToken);
            }
            catch (TogetherException exception) when (!first)
            {
                await context.Error.WriteLineAsync($"tai: {exception.Message} Trying again.");
            }
            catch (OperationCanceledException) when (!first && cancellationToken.IsCancellationRequested)
            {
                return Tai.Success;
            }

            try
            {
                await Task.Delay(poll, context.Time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return Tai.Success; // Ctrl-C is how this command is meant to end
            }
        }
    }

    private static async Task LookAsync(
        CliContext context, TogetherClient together, string? id, Prices prices, CostReport costs, Dictionary<string, string> told, bool json, CancellationToken cancellationToken)
    {
        HashSet<string> seen = [];
        foreach (DedicatedEndpoint endpoint in await Account.EndpointsAsync(together, cancellationToken))
        {
            if (id is not null && endpoint.Id != id)
                continue;
            foreach (DedicatedDeployment deployment in await Account.DeploymentsAsync(together, endpoint, cancellationToken))
            {
                seen.Add(deployment.Id);
                string line = DeploymentText.Line(deployment);
                if (told.GetValueOrDefault(deployment.Id) == line)
                    continue;
                told[deployment.Id] = line;
                decimal? spent = costs.Endpoints.FirstOrDefault(cost => cost.EndpointId == endpoint.Id)?.Usd;
                Tell(context, json, line + $" ({Money.Usd(prices.Of(deployment))} an hour; {Money.Usd(spent)} since the watch began)", () =>
                {
                    JsonObject one = DeploymentText.Json(endpoint, deployment, prices);
                    one["spentUsd"] = spent;
                    return one;
                });
            }
        }

        foreach (string gone in told.Keys.Where(one => !seen.Contains(one)).ToArray())
        {
            string name = told[gone][..told[gone].IndexOf(':', StringComparison.Ordinal)];
            told.Remove(gone);
            Tell(context, json, $"{name}: deleted", () => new JsonObject { ["deploymentId"] = gone, ["deployment"] = name, ["state"] = "DELETED" });
        }
    }

    private static void Tell(CliContext context, bool json, string line, Func<JsonObject> document)
    {
        if (json)
        {
            JsonObject one = document();
            one["at"] = context.Time.GetUtcNow().ToString("O");
            JsonLine.Write(context.Output, one);
            return;
        }

        context.Output.WriteLine($"{Times.Of(context.Time.GetUtcNow())} {line}");
        context.Output.Flush();
    }
}
