namespace TogetherAI;

/// <summary>Names an adapter together with its endpoint, <c>endpoint:adapter</c>.</summary>
internal sealed record EndpointV1AdapterRequest(string ModelId);
