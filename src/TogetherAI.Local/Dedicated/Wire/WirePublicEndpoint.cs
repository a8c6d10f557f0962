namespace TogetherAI.Local.Dedicated;

/// <summary>What the list of public endpoints would hold; this cloud has none.</summary>
internal sealed record WirePublicEndpoint(string Id);
