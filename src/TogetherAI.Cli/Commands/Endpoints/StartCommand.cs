using System.CommandLine;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>tai endpoints start</c>: gives a stopped deployment replicas again.</summary>
internal static class StartCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> name = CommonOptions.Endpoint();
        Option<string?> deployment = CommonOptions.Deployment();
        Option<(int Min, int Max)?> replicas = ReplicasOption.Create();
        Option<bool> noWait = CommonOptions.NoWait();
        Option<bool> yes = CommonOptions.Yes();
        Command command = new("start", "Start a stopped endpoint again. Says what it costs, and asks.") { name, deployment, replicas, noWait, yes };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context, parsed.GetValue(name)!, parsed.GetValue(deployment), parsed.GetValue(replicas) ?? (1, 1), parsed.GetValue(noWait), parsed.GetValue(yes), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context, string name, string? which, (int Min, int Max) replicas, bool noWait, bool yes, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        DedicatedEndpoint endpoint = await Account.FindAsync(together, name, cancellationToken);
        DedicatedDeployment deployment = Account.Find(endpoint, await Account.DeploymentsAsync(together, endpoint, cancellationToken), which);
        Prices prices = await Prices.ReadAsync(together, cancellationToken);
        if (deployment.Autoscaling.MaxReplicas > 0 && deployment.Status.State != DeploymentState.Stopped && deployment.Status.State != DeploymentState.Failed)
        {
            await context.Error.WriteLineAsync($"{DeploymentText.Line(deployment)}. tai endpoints scale changes how many there are.");
            return Tai.Success;
        }

        await context.Error.WriteLineAsync($"{deployment.Name}: {DeploymentText.Price(deployment, prices, replicas)}, once it runs.");
        if (!await context.ConfirmAsync("Start it?", yes, cancellationToken))
            return Tai.Failure;
        deployment = await Scaling.SetAsync(together, endpoint, deployment, replicas, cancellationToken);
        int code = noWait ? Tai.Success : await Scaling.FollowAsync(context, together, endpoint, deployment, cancellationToken);
        if (code == Tai.Success)
        {
            await Scaling.RemindAsync(context, endpoint, deployment, prices, replicas);
            await context.Output.WriteLineAsync(endpoint.Name);
        }

        return code;
    }
}
