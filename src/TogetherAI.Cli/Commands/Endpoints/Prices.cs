namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary>The service's own prices: what a replica costs an hour, by instance type.</summary>
internal sealed class Prices
{
    private readonly Dictionary<string, decimal> _usdPerHour = new(StringComparer.OrdinalIgnoreCase);

    public static async Task<Prices> ReadAsync(TogetherClient together, CancellationToken cancellationToken)
    {
        Prices prices = new();
        await foreach (InstanceType type in together.Dedicated.InstanceTypes.ListAsync(cancellationToken: cancellationToken))
            prices._usdPerHour[type.Id] = type.PriceCentsPerHour / 100m;
        return prices;
    }

    /// <summary>What one replica costs an hour, in USD; null where the service does not say.</summary>
    public decimal? PerReplica(string hardware) => _usdPerHour.TryGetValue(hardware, out decimal usd) ? usd : null;

    /// <summary>What a deployment costs an hour now, in USD; null where the service does not say.</summary>
    public decimal? Of(DedicatedDeployment deployment) =>
        Running(deployment) == 0 ? 0 : PerReplica(deployment.Hardware) * Running(deployment);

    private static int Running(DedicatedDeployment deployment) => deployment.Status.ReadyReplicas ?? 0;
}
