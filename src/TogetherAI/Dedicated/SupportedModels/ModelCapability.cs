using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a model is for. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<ModelCapability>))]
public readonly struct ModelCapability : IEquatable<ModelCapability>, IWireString<ModelCapability>
{
    private static readonly ModelCapability[] s_wellKnown;

    private readonly string? _value;

    static ModelCapability() => s_wellKnown = [Chat, Embedding, Reranking, ImageGeneration, VideoGeneration];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ModelCapability(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Conversations.</summary>
    public static ModelCapability Chat { get; } = new("CAPABILITY_CHAT");

    /// <summary>Vectors of texts.</summary>
    public static ModelCapability Embedding { get; } = new("CAPABILITY_EMBEDDING");

    /// <summary>Sorting texts by how well they fit a question.</summary>
    public static ModelCapability Reranking { get; } = new("CAPABILITY_RERANKING");

    /// <summary>Making pictures.</summary>
    public static ModelCapability ImageGeneration { get; } = new("CAPABILITY_IMAGE_GENERATION");

    /// <summary>Making moving pictures.</summary>
    public static ModelCapability VideoGeneration { get; } = new("CAPABILITY_VIDEO_GENERATION");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ModelCapability> IWireString<ModelCapability>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ModelCapability left, ModelCapability right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ModelCapability left, ModelCapability right) => !left.Equals(right);

    static ModelCapability IWireString<ModelCapability>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ModelCapability other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelCapability other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
