namespace TogetherAI;

/// <summary>A model's voices. Immutable.</summary>
public sealed record ModelVoices : WireModel
{
    /// <summary>The model.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>Its voices. Never null.</summary>
    public IReadOnlyList<Voice> Voices { get => field ?? []; init; }
}
