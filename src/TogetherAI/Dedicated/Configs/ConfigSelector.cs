namespace TogetherAI;

/// <summary>Something that a config asks of hardware or engine. Immutable.</summary>
public sealed record ConfigSelector : WireModel
{
    /// <summary>What, such as the type of GPU.</summary>
    public string Key { get => field ?? ""; init; }

    /// <summary>What it has to be.</summary>
    public string Value { get => field ?? ""; init; }
}
