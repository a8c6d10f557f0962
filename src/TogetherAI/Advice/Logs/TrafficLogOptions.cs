namespace TogetherAI;

/// <summary>How a log of requests is read. Immutable.</summary>
public sealed record TrafficLogOptions
{
    /// <summary>Reads only the requests of this model; the log needs a column for it. Compared as it stands.</summary>
    /// <value>Default: null, all requests.</value>
    public string? Model { get; init; }
}
