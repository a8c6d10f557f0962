namespace TogetherAI;

/// <summary>Whether hardware is to be had at the moment. Immutable.</summary>
public sealed record HardwareAvailability : WireModel
{
    /// <summary>In a word.</summary>
    public HardwareAvailabilityStatus Status { get; init; }
}
