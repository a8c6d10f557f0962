namespace TogetherAI;

/// <summary>An endpoint of the first version to be made. The service refuses all of them by now. Immutable.</summary>
public sealed record CreateEndpointV1Request
{
    /// <summary>The model to serve.</summary>
    public required string Model { get; init; }

    /// <summary>The hardware to run on; see <see cref="EndpointsV1Client.ListHardwareAsync"/>.</summary>
    public required string Hardware { get; init; }

    /// <summary>How many replicas it has.</summary>
    public required EndpointV1Autoscaling Autoscaling { get; init; }

    /// <summary>Its name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether it starts at once.</summary>
    /// <value>Null by default: the service takes <see cref="EndpointV1State.Started"/>.</value>
    public EndpointV1State? State { get; init; }

    /// <summary>After how long without a request it stops.</summary>
    /// <value>
    /// In minutes; 0 turns that off, and so does null by the description, though endpoints were seen to stop after 60. Say what you mean.
    /// </value>
    public int? InactiveTimeout { get; init; }

    /// <summary>Where it runs, such as <c>us-central-4b</c>; null for anywhere.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>Whether nothing is guessed ahead.</summary>
    public bool? DisableSpeculativeDecoding { get; init; }

    /// <summary>Has no effect any more.</summary>
    public bool? DisablePromptCache { get; init; }
}
