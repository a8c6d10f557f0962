namespace TogetherAI;

/// <summary>How one request is routed. Immutable.</summary>
public sealed record RouteOptions
{
    internal static readonly RouteOptions Default = new();

    /// <summary>What its time to first token is worth.</summary>
    /// <value>Default: <see cref="TrafficClass.Interactive"/>.</value>
    public TrafficClass Class { get; init; }

    /// <summary>Names a conversation, whose requests stay on one lane while it keeps up: what the lane has cached is not computed again.</summary>
    public string? Session { get; init; }

    /// <summary>The lane to use, and no other: neither spilled, hedged nor failed over. Null for the router's choice.</summary>
    public string? Lane { get; init; }

    /// <summary>Where it must be served; null for anywhere.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// The regimes the lane must satisfy, beside the request's own <see cref="ChatRequest.Compliance"/>. Never null.
    /// </summary>
    public IReadOnlyList<string> Compliance { get => field ?? []; init; }

    /// <summary>
    /// Whether a second attempt may race the first; null for what the class and the request allow. A request for several answers, or with
    /// <c>store</c> in its extra fields, is never hedged, whatever stands here.
    /// </summary>
    public bool? Hedge { get; init; }

    /// <summary>What happens when the stream breaks after its first content token.</summary>
    /// <value>Default: <see cref="MidStreamPolicy.Interrupt"/>.</value>
    public MidStreamPolicy MidStream { get; init; }
}
