namespace TogetherAI;

/// <summary>The voices there are. Immutable.</summary>
public sealed record VoiceList : TogetherResponse
{
    /// <summary>The models that speak, each with its voices. Never null.</summary>
    public IReadOnlyList<ModelVoices> Data { get => field ?? []; init; }
}
