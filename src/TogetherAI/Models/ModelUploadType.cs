using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What is uploaded. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<ModelUploadType>))]
public readonly struct ModelUploadType : IEquatable<ModelUploadType>, IWireString<ModelUploadType>
{
    private static readonly ModelUploadType[] s_wellKnown;

    private readonly string? _value;

    static ModelUploadType() => s_wellKnown = [Model, Adapter];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ModelUploadType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>A whole model.</summary>
    public static ModelUploadType Model { get; } = new("model");

    /// <summary>An adapter (LoRA) for another model.</summary>
    public static ModelUploadType Adapter { get; } = new("adapter");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ModelUploadType> IWireString<ModelUploadType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ModelUploadType left, ModelUploadType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ModelUploadType left, ModelUploadType right) => !left.Equals(right);

    static ModelUploadType IWireString<ModelUploadType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ModelUploadType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelUploadType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
