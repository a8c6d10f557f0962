namespace TogetherAI;

/// <summary>The service's own prices, by instance type. Immutable.</summary>
internal sealed class PriceList
{
    private readonly Dictionary<string, decimal> _centsPerHour = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="types">The instance types.</param>
    public PriceList(IEnumerable<InstanceType> types)
    {
        foreach (InstanceType type in types.Where(static type => type.PriceCentsPerHour > 0))
            _centsPerHour[type.Id] = type.PriceCentsPerHour;
    }

    /// <summary>Asks the service.</summary>
    /// <exception cref="TogetherException">The call failed.</exception>
    public static async Task<PriceList> ReadAsync(TogetherClient client, CancellationToken cancellationToken)
    {
        List<InstanceType> types = [];
        await foreach (InstanceType type in client.Dedicated.InstanceTypes.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            types.Add(type);
        return new PriceList(types);
    }

    /// <summary>What a replica on this hardware costs, in US cents an hour; null where the service does not say.</summary>
    public decimal? CentsPerHour(string hardware) => _centsPerHour.TryGetValue(hardware, out decimal cents) ? cents : null;
}
