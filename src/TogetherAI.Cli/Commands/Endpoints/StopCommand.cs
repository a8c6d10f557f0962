using System.CommandLine;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>tai endpoints stop</c>: takes all replicas away, and looks until they are gone.</summary>
internal static class StopCommand
{
    private static readonly WaitOptions s_wait = new() { Deadline = TimeSpan.FromMinutes(15) };

    public static Command Create(CliContext context)
    {
        Argument<string> name = CommonOptions.Endpoint();
        Option<string?> deployment = CommonOptions.Deployment();
        deployment.Description = "Only this one of its deployments: its name, the last part of it, or its id (dep_…).";
        Option<bool> noWait = CommonOptions.NoWait();
        Command command = new("stop", "Stop an endpoint: all its deployments, which can be started again. Waits until nothing runs.") { name, deployment, noWait };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(context, parsed.GetValue(name)!, parsed.GetValue(deployment), parsed.GetValue(noWait), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string name, string? which, bool noWait, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        DedicatedEndpoint endpoint = await Account.FindAsync(together, name, cancellationToken);
        IReadOnlyList<DedicatedDeployment> all = await Account.DeploymentsAsync(together, endpoint, cancellationToken);
        if (which is not null)
            all = [Account.Find(endpoint, all, which)];

        // All are told first: while one is waited for, the others would cost money.
        foreach (DedicatedDeployment deployment in all)
            await together.Dedicated.Deployments.StopAsync(endpoint.Id, deployment.Id, cancellationToken);
        int code = Tai.Success;
        foreach (DedicatedDeployment deployment in noWait ? [] : all)
        {
            try
            {
                DedicatedDeployment seen = await together.Dedicated.Deployments.WaitUntilStoppedAsync(endpoint.Id, deployment.Id, s_wait, progress: null, cancellationToken);
                await context.Error.WriteLineAsync(DeploymentText.Line(seen));
            }
            catch (TogetherTimeoutException exception) when (exception.Kind == TimeoutKind.Wait)
            {
                await context.Error.WriteLineAsync($"tai: {deployment.Name} was told to stop and was not seen stopped in 15 minutes; it may still be billed. Run this again.");
                code = Tai.Failure;
            }
        }

        if (code == Tai.Success)
            await context.Output.WriteLineAsync($"{endpoint.Name}: {(noWait ? "stopping" : "stopped")}");
        return code;
    }
}
