using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A video by its address. Immutable.</summary>
[JsonConverter(typeof(VideoReferenceConverter))]
public sealed record VideoReference : WireModel
{
    /// <summary>The address.</summary>
    public string Video { get => field ?? ""; init; }

    /// <summary>Whether it came as the address alone, and is then written so again.</summary>
    internal bool IsBare { get; init; }
}
