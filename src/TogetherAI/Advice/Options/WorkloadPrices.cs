using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// What the options cost. Prices change and differ by customer, so none is built in: they are given, or read from the service
/// (<see cref="FromServiceAsync"/>). Immutable.
/// </summary>
public sealed partial record WorkloadPrices
{
    /// <summary>What serverless tokens cost; null where the model is not offered serverless, or its price is not known.</summary>
    public TokenPrice? Serverless { get; init; }

    /// <summary>
    /// How much cheaper the model's tokens are in a batch. The service has a list of models for which it is; for all others it is 0.
    /// </summary>
    /// <value>A share of the serverless price, such as 0.5; default 0. Not less than 0, less than 1.</value>
    public decimal BatchDiscount { get; init; }

    /// <summary>What a replica costs, for each hardware that comes into question. Empty where none does.</summary>
    public IReadOnlyList<HardwarePrice> Hardware { get => field ?? []; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote, or people wrote in its form.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The prices.</returns>
    /// <exception cref="FormatException">It is not of that form; the message says where.</exception>
    public static WorkloadPrices FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, AdviceJsonContext.Default.WorkloadPrices) ?? new WorkloadPrices();
        }
        catch (JsonException e)
        {
            throw AdviceJson.Explain("prices", e);
        }
    }

    /// <summary>These prices, to be kept.</summary>
    /// <returns>JSON; all amounts in USD.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, AdviceJsonContext.Default.WorkloadPrices);

    internal void Check()
    {
        if (Serverless is { } price && (price.InputPerMillion < 0 || price.OutputPerMillion < 0))
            throw new ArgumentException("Prices.Serverless: a price is not negative.");
        if (BatchDiscount is < 0 or >= 1)
            throw new ArgumentException("Prices.BatchDiscount is a share of the serverless price, from 0 to less than 1: 0.5 halves it.");
        foreach (HardwarePrice hardware in Hardware)
        {
            if (string.IsNullOrWhiteSpace(hardware.Hardware) || hardware.UsdPerHour <= 0)
                throw new ArgumentException("Prices.Hardware: each has a name and costs more than 0 USD an hour.");
        }

        if (Hardware.Select(static hardware => hardware.Hardware).Distinct(StringComparer.Ordinal).Count() < Hardware.Count)
            throw new ArgumentException("Prices.Hardware: a name stands in it twice.");
    }
}
