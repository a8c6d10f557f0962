using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a model is for. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>.</remarks>
[JsonConverter(typeof(WireStringConverter<ModelType>))]
public readonly struct ModelType : IEquatable<ModelType>, IWireString<ModelType>
{
    private static readonly ModelType[] s_wellKnown;

    private readonly string? _value;

    static ModelType() => s_wellKnown = [Chat, Language, Code, Image, Embedding, Moderation, Rerank];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ModelType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Conversations.</summary>
    public static ModelType Chat { get; } = new("chat");

    /// <summary>Continuing a text.</summary>
    public static ModelType Language { get; } = new("language");

    /// <summary>Continuing a program.</summary>
    public static ModelType Code { get; } = new("code");

    /// <summary>Making images.</summary>
    public static ModelType Image { get; } = new("image");

    /// <summary>Turning text into vectors.</summary>
    public static ModelType Embedding { get; } = new("embedding");

    /// <summary>Judging content.</summary>
    public static ModelType Moderation { get; } = new("moderation");

    /// <summary>Ordering documents by relevance.</summary>
    public static ModelType Rerank { get; } = new("rerank");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ModelType> IWireString<ModelType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ModelType left, ModelType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ModelType left, ModelType right) => !left.Equals(right);

    static ModelType IWireString<ModelType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ModelType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
