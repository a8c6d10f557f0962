using System.Globalization;

namespace TogetherAI;

/// <summary>
/// What renting would take and cost, from the service's own prices at <see cref="AsOf"/>. It reserves nothing: prices and room may be others
/// when the rental starts, which quotes anew. Immutable.
/// </summary>
public sealed record Quote
{
    /// <summary>The model.</summary>
    public required SupportedModel Model { get; init; }

    /// <summary>How many replicas were asked for.</summary>
    public required ReplicaRange Replicas { get; init; }

    /// <summary>What would be rented, with the reason why.</summary>
    public required QuotedProfile Chosen { get; init; }

    /// <summary>The model's other profiles, each with the reason why not, the cheapest first and those without a price last.</summary>
    public required IReadOnlyList<QuotedProfile> Alternatives { get; init; }

    /// <summary>When the prices were read.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>What it costs an hour with the fewest replicas, in USD. Billing begins when the first replica runs.</summary>
    public decimal UsdPerHourAtLeast => Chosen.UsdPerReplicaHour!.Value * Replicas.Min;

    /// <summary>What it costs an hour with the most replicas, in USD.</summary>
    public decimal UsdPerHourAtMost => Chosen.UsdPerReplicaHour!.Value * Replicas.Max;

    /// <summary>What it costs a minute, the unit of billing, with the fewest replicas, in USD.</summary>
    public decimal UsdPerMinuteAtLeast => UsdPerHourAtLeast / 60;

    /// <summary>What it costs a minute with the most replicas, in USD.</summary>
    public decimal UsdPerMinuteAtMost => UsdPerHourAtMost / 60;

    /// <summary>
    /// How long <see cref="RentRequest.MaxUsd"/> lasts with the most replicas all the time; null without that ceiling.
    /// </summary>
    public TimeSpan? LastsAtLeast { get; init; }

    /// <summary>Why <see cref="DedicatedClient.RentAsync"/> refuses this: the ceiling that is passed, and by how much; null where it does not.</summary>
    public string? Objection { get; init; }

    /// <summary>The quote in a line for people.</summary>
    /// <returns>Such as <c>meta-llama/Llama-3.3-70B-Instruct on 4xnvidia-h100-80gb, 1 to 3 replicas: 15.96 to 47.88 USD an hour</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Model.Name} on {Chosen.HardwareName}, {Replicas}: {Range(UsdPerHourAtLeast, UsdPerHourAtMost)} USD an hour{(Objection is null ? "" : ". " + Objection)}");

    private static string Range(decimal least, decimal most) => least == most
        ? least.ToString("0.00##", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{least:0.00##} to {most:0.00##}");
}
