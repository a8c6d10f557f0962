using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A recording by its address. Immutable.</summary>
[JsonConverter(typeof(AudioReferenceConverter))]
public sealed record AudioReference : WireModel
{
    /// <summary>The address.</summary>
    public string Audio { get => field ?? ""; init; }

    /// <summary>Whether it came as the address alone, and is then written so again.</summary>
    internal bool IsBare { get; init; }
}
