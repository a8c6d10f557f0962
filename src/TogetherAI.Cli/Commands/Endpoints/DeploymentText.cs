using System.Globalization;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary>A deployment, for people and for scripts.</summary>
internal static class DeploymentText
{
    private const string Prefix = "DEPLOYMENT_STATE_";

    /// <returns>Such as <c>READY</c>.</returns>
    public static string State(DedicatedDeployment deployment)
    {
        string state = deployment.Status.State.Value;
        return state.StartsWith(Prefix, StringComparison.Ordinal) ? state[Prefix.Length..] : state;
    }

    /// <returns>Such as <c>1 of 1-3</c>.</returns>
    public static string Replicas(DedicatedDeployment deployment)
    {
        int? min = deployment.Autoscaling.MinReplicas, max = deployment.Autoscaling.MaxReplicas ?? min;
        return string.Create(CultureInfo.InvariantCulture, $"{deployment.Status.ReadyReplicas ?? 0} of {(min == max ? $"{min ?? 0}" : $"{min}-{max}")}");
    }

    public static JsonObject Json(DedicatedEndpoint endpoint, DedicatedDeployment deployment, Prices prices) => new()
    {
        ["endpointId"] = endpoint.Id,
        ["endpoint"] = endpoint.Name,
        ["deploymentId"] = deployment.Id,
        ["deployment"] = deployment.Name,
        ["state"] = State(deployment),
        ["message"] = deployment.Status.Message,
        ["readyReplicas"] = deployment.Status.ReadyReplicas ?? 0,
        ["minReplicas"] = deployment.Autoscaling.MinReplicas,
        ["maxReplicas"] = deployment.Autoscaling.MaxReplicas,
        ["hardware"] = deployment.Hardware,
        ["inTrafficSplit"] = endpoint.TrafficSplit.Any(entry => entry.DeploymentId == deployment.Id && entry.Weight > 0),
        ["usdPerHour"] = prices.Of(deployment),
    };

    /// <returns>Such as <c>local/chat/one: PROVISIONING, 0 of 1 ready</c>.</returns>
    public static string Line(DedicatedDeployment deployment) =>
        $"{deployment.Name}: {State(deployment)}, {Replicas(deployment)} ready{(deployment.Status.Message.Length > 0 ? $": {deployment.Status.Message}" : "")}";

    /// <summary>What it costs an hour with so many replicas.</summary>
    public static string Price(DedicatedDeployment deployment, Prices prices, (int Min, int Max) replicas)
    {
        decimal? one = prices.PerReplica(deployment.Hardware);
        string least = Money.Usd(one * replicas.Min);
        string cost = replicas.Min == replicas.Max ? least : $"{least} to {Money.Usd(one * replicas.Max)}";
        return one is null ? $"the service gives no price for {deployment.Hardware}" : $"{cost} an hour on {deployment.Hardware}";
    }
}
