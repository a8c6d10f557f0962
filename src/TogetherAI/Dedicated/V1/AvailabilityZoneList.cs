namespace TogetherAI;

/// <summary>The zones that an endpoint can be put in. Immutable.</summary>
public sealed record AvailabilityZoneList : TogetherResponse
{
    /// <summary>Their names. Never null.</summary>
    public IReadOnlyList<string> Avzones { get => field ?? []; init; }
}
