namespace TogetherAI;

/// <summary>What only some models that speak know. Immutable.</summary>
public sealed record SpeechExtraParameters : WireModel
{
    /// <summary>How certain words are spoken, each as <c>source/replacement</c>, such as <c>omg/oh my god</c>.</summary>
    public IReadOnlyList<string>? PronunciationDict { get; init; }
}
