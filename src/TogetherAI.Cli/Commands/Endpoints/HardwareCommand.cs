using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>tai hardware</c>: what can be rented, for how much, and where there is room.</summary>
internal static class HardwareCommand
{
    public static Command Create(CliContext context)
    {
        Option<bool> json = CommonOptions.Json();
        Option<string?> gpu = new("--gpu") { Description = "Only this GPU, such as H100.", HelpName = "NAME" };
        Command command = new("hardware", "List the hardware there is for dedicated endpoints, its price, and where there is room.") { gpu, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(gpu), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string? gpu, bool json, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        List<IReadOnlyList<string>> rows = [];
        JsonArray all = [];
        await foreach (InstanceType type in together.Dedicated.InstanceTypes.ListAsync(cancellationToken: cancellationToken))
        {
            if (gpu is not null && !type.GpuType.Contains(gpu, StringComparison.OrdinalIgnoreCase))
                continue;
            decimal usd = type.PriceCentsPerHour / 100m;
            rows.Add([type.Id, string.Create(CultureInfo.InvariantCulture, $"{type.GpuCount}x {type.GpuType}"), string.Create(CultureInfo.InvariantCulture, $"{type.GpuMemoryGib} GiB"), Money.Usd(usd), string.Join(", ", type.Regions.Select(Room))]);
            all.Add(new JsonObject
            {
                ["id"] = type.Id,
                ["gpu"] = type.GpuType,
                ["gpuCount"] = type.GpuCount,
                ["gpuMemoryGib"] = type.GpuMemoryGib,
                ["usdPerHour"] = usd,
                ["regions"] = new JsonArray([.. type.Regions.Select(static region => (JsonNode)new JsonObject
                {
                    ["name"] = region.Name,
                    ["room"] = region.Headroom?.Value,
                    ["roomIsExact"] = region.Headroom is { } headroom ? headroom.Relation == HeadroomRelation.Exact : null,
                })]),
            });
        }

        if (json)
            JsonLine.Write(context.Output, all);
        else if (rows.Count > 0)
            TextTable.Write(context.Output, ["HARDWARE", "GPUS", "EACH", "A REPLICA AN HOUR", "ROOM FOR REPLICAS"], rows);
        if (rows.Count == 0)
            await context.Error.WriteLineAsync(gpu is null ? "The service lists no hardware." : $"The service lists no {gpu}; without --gpu it lists all it has.");
        return Tai.Success;
    }

    /// <returns>Such as <c>us-east-1: 32</c>, with a plus where there may be more.</returns>
    private static string Room(InstanceRegion region) => region.Headroom is not { Value: { } room } headroom
        ? region.Name
        : string.Create(CultureInfo.InvariantCulture, $"{region.Name}: {room}{(headroom.Relation == HeadroomRelation.Exact ? "" : "+")}");
}
