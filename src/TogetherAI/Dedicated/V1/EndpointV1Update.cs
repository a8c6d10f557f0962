namespace TogetherAI;

/// <summary>A change to an endpoint of the first version. What is null stays as it is. Immutable.</summary>
public sealed record EndpointV1Update
{
    /// <summary>Its name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary><see cref="EndpointV1State.Stopped"/> stops it for good: the service starts none again.</summary>
    public EndpointV1State? State { get; init; }

    /// <summary>How many replicas it has; both bounds.</summary>
    public EndpointV1Autoscaling? Autoscaling { get; init; }

    /// <summary>After how long without a request it stops.</summary>
    /// <value>In minutes; 0 turns that off.</value>
    public int? InactiveTimeout { get; init; }
}
