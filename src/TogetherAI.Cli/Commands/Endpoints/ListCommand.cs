using System.CommandLine;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>tai endpoints list</c>: what there is, what it does, and what it costs.</summary>
internal static class ListCommand
{
    public static Command Create(CliContext context)
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new("list", "List the endpoints with their deployments and what they cost an hour.") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, bool json, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        Prices prices = await Prices.ReadAsync(together, cancellationToken);
        List<IReadOnlyList<string>> rows = [];
        JsonArray all = [];
        decimal total = 0;
        bool complete = true;
        foreach (DedicatedEndpoint endpoint in await Account.EndpointsAsync(together, cancellationToken))
        {
            IReadOnlyList<DedicatedDeployment> deployments = await Account.DeploymentsAsync(together, endpoint, cancellationToken);
            if (deployments.Count == 0)
            {
                rows.Add([endpoint.Name, endpoint.Id, "", "", "", "", Money.Usd(0)]);
                all.Add(new JsonObject { ["endpointId"] = endpoint.Id, ["endpoint"] = endpoint.Name, ["usdPerHour"] = 0m });
            }

            foreach (DedicatedDeployment deployment in deployments)
            {
                decimal? usd = prices.Of(deployment);
                (total, complete) = (total + (usd ?? 0), complete && usd is not null);
                rows.Add([endpoint.Name, endpoint.Id, Account.Short(deployment.Name), DeploymentText.State(deployment), DeploymentText.Replicas(deployment), deployment.Hardware, Money.Usd(usd)]);
                all.Add(DeploymentText.Json(endpoint, deployment, prices));
            }
        }

        if (json)
        {
            JsonLine.Write(context.Output, all);
            return Tai.Success;
        }

        if (rows.Count > 0)
            TextTable.Write(context.Output, ["ENDPOINT", "ID", "DEPLOYMENT", "STATE", "READY", "HARDWARE", "AN HOUR"], rows);
        await context.Error.WriteLineAsync(rows.Count == 0 ? "There are no endpoints." : $"All together {Money.Usd(total)} an hour{(complete ? "" : ", and what has no price (?)")}.");
        return Tai.Success;
    }
}
