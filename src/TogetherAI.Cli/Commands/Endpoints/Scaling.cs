using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary>Gives deployments replicas, and follows them.</summary>
internal static class Scaling
{
    private static readonly WaitOptions s_wait = new() { Deadline = TimeSpan.FromHours(1) };

    public static async Task<DedicatedDeployment> SetAsync(
        TogetherClient together, DedicatedEndpoint endpoint, DedicatedDeployment deployment, (int Min, int Max) replicas, CancellationToken cancellationToken) =>
        await together.Dedicated.Deployments.UpdateAsync(
            endpoint.Id,
            deployment.Id,
            new DedicatedDeploymentUpdate
            {
                Autoscaling = new DeploymentAutoscaling { MinReplicas = replicas.Min, MaxReplicas = replicas.Max },
                Etag = deployment.Etag.Length > 0 ? deployment.Etag : null, // the price that was agreed to is that of what was seen
            },
            cancellationToken);

    /// <summary>Follows it until it has come up, or will not; says each change once.</summary>
    public static async Task<int> FollowAsync(
        CliContext context, TogetherClient together, DedicatedEndpoint endpoint, DedicatedDeployment deployment, CancellationToken cancellationToken)
    {
        string last = "";
        Seen progress = new(one =>
        {
            string line = DeploymentText.Line(one);
            if (line != last)
                context.Error.WriteLine(last = line);
        });
        DedicatedDeployment seen = await together.Dedicated.Deployments.WaitAsync(endpoint.Id, deployment.Id, s_wait, progress, cancellationToken);
        bool up = seen.Status.State == DeploymentState.Ready || seen.Status.State == DeploymentState.Degraded;
        if (!up)
            await context.Error.WriteLineAsync($"tai: {DeploymentText.Line(seen)}");
        else if (!endpoint.TrafficSplit.Any(entry => entry.DeploymentId == deployment.Id && entry.Weight > 0))
            await context.Error.WriteLineAsync($"It has no weight in the endpoint's traffic split: {endpoint.Name} sends it no requests; {seen.Name} does.");
        return up ? Tai.Success : Tai.Failure;
    }

    /// <summary>Says once more what only a person can know to do.</summary>
    public static Task RemindAsync(CliContext context, DedicatedEndpoint endpoint, DedicatedDeployment deployment, Prices prices, (int Min, int Max) replicas) =>
        context.Error.WriteLineAsync(
            $"{DeploymentText.Price(deployment, prices, replicas)}, and nothing stops it by itself: tai guard --idle 30m, or tai endpoints stop {Account.Short(endpoint.Name)}");

    private sealed class Seen(Action<DedicatedDeployment> take) : IProgress<DedicatedDeployment>
    {
        public void Report(DedicatedDeployment value) => take(value);
    }
}
