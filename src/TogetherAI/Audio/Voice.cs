namespace TogetherAI;

/// <summary>A voice. Immutable.</summary>
public sealed record Voice : WireModel
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its name, for <see cref="SpeechRequest.Voice"/>.</summary>
    public string Name { get => field ?? ""; init; }
}
