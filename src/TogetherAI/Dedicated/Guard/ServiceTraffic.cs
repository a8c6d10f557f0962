namespace TogetherAI;

/// <summary>What the service says about a deployment's requests, by its own clock. Immutable.</summary>
/// <param name="Requests">How many there were.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when; at most when the service was asked. What came later is not in <paramref name="Requests"/> for certain.</param>
internal readonly record struct ServiceTraffic(long Requests, DateTimeOffset From, DateTimeOffset Until);
