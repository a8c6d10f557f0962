using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Commands.Guard;

/// <summary>A decision, for scripts.</summary>
internal static class DecisionText
{
    public static JsonObject Json(IdleDecision decision) => new()
    {
        ["at"] = decision.At.ToString("O"),
        ["endpointId"] = decision.EndpointId,
        ["endpoint"] = decision.EndpointName,
        ["deploymentId"] = decision.DeploymentId,
        ["verdict"] = decision.Verdict.ToString(),
        ["reason"] = decision.Reason.ToString(),
        ["outcome"] = decision.Outcome.ToString(),
        ["message"] = decision.Message,
        ["windowSeconds"] = decision.Window.TotalSeconds,
        ["serviceLagSeconds"] = decision.ServiceLag?.TotalSeconds,
        ["serviceRequests"] = decision.ServiceRequests,
        ["readyReplicas"] = decision.ReadyReplicas,
    };
}
