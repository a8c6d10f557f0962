using System.CommandLine;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>tai endpoints scale</c>: more replicas, or fewer.</summary>
internal static class ScaleCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> name = CommonOptions.Endpoint();
        Option<string?> deployment = CommonOptions.Deployment();
        Option<(int Min, int Max)?> replicas = ReplicasOption.Create();
        replicas.Description = "How many replicas there are to be: a number, or the fewest and the most that the service scales between, such as 1-3.";
        replicas.Required = true;
        Option<bool> noWait = CommonOptions.NoWait();
        Option<bool> yes = CommonOptions.Yes();
        Command command = new("scale", "Give an endpoint more replicas, or fewer. Says what it costs, and asks where that may be more.") { name, replicas, deployment, noWait, yes };
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
        if (deployment.Autoscaling is { MaxReplicas: 0 })
            throw new ArgumentException($"{deployment.Name} is stopped. tai endpoints start {Account.Short(endpoint.Name)} starts it.");
        Prices prices = await Prices.ReadAsync(together, cancellationToken);
        await context.Error.WriteLineAsync($"{deployment.Name}: {DeploymentText.Replicas(deployment)} ready now; {DeploymentText.Price(deployment, prices, replicas)} then.");
        bool mayCostMore = replicas.Max > (deployment.Autoscaling.MaxReplicas ?? 0) || replicas.Min > (deployment.Autoscaling.MinReplicas ?? 0);
        if (!await context.ConfirmAsync("Scale it?", yes || !mayCostMore, cancellationToken))
            return Tai.Failure;
        deployment = await Scaling.SetAsync(together, endpoint, deployment, replicas, cancellationToken);
        int code = noWait ? Tai.Success : await Scaling.FollowAsync(context, together, endpoint, deployment, cancellationToken);
        if (code == Tai.Success)
            await context.Output.WriteLineAsync(endpoint.Name);
        return code;
    }
}
