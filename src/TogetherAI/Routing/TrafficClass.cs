namespace TogetherAI;

/// <summary>How much a request's time to first token is worth.</summary>
public enum TrafficClass
{
    /// <summary>Somebody waits: spilled and hedged.</summary>
    Interactive,

    /// <summary>Something waits: spilled, never hedged.</summary>
    Standard,

    /// <summary>Nobody waits: neither spilled nor hedged, queued while others need the reserved capacity.</summary>
    Background,
}
