namespace TogetherAI;

/// <summary>An endpoint to be made. It costs nothing until it has deployments. Immutable.</summary>
public sealed record CreateDedicatedEndpointRequest
{
    /// <summary>Its name, alone or as <c>project/endpoint</c>; the project must then be the call's.</summary>
    public required string Name { get; init; }

    /// <summary>Who can see it.</summary>
    /// <value>Null by default: not sent, and the service takes <see cref="DedicatedVisibility.Private"/>.</value>
    public DedicatedVisibility? Visibility { get; init; }
}
