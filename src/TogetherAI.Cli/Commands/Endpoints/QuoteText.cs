using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary>A quote, for people and for scripts.</summary>
internal static class QuoteText
{
    /// <returns>Such as <c>tai-tiny, 1 replica on 1xnvidia-h100-80gb: 3.99 USD an hour while it runs</c>.</returns>
    public static string Line(Quote quote)
    {
        string cost = quote.UsdPerHourAtLeast == quote.UsdPerHourAtMost
            ? Money.Usd(quote.UsdPerHourAtMost)
            : $"{Money.Usd(quote.UsdPerHourAtLeast)} to {Money.Usd(quote.UsdPerHourAtMost)}";
        return $"{quote.Model.Name}, {quote.Replicas} on {Hardware(quote)}: {cost} an hour while it runs.";
    }

    public static JsonObject Json(EndpointLease lease) => new()
    {
        ["model"] = lease.ModelName,
        ["endpointId"] = lease.EndpointId,
        ["deploymentId"] = lease.DeploymentId,
        ["hardware"] = Hardware(lease.Quote),
        ["usdPerHourAtLeast"] = lease.Quote.UsdPerHourAtLeast,
        ["usdPerHourAtMost"] = lease.Quote.UsdPerHourAtMost,
    };

    private static string Hardware(Quote quote) => quote.Chosen.InstanceType?.Id ?? quote.Chosen.Profile.GpuType;
}
