using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What kind of weights a model is. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<DedicatedModelType>))]
public readonly struct DedicatedModelType : IEquatable<DedicatedModelType>, IWireString<DedicatedModelType>
{
    private static readonly DedicatedModelType[] s_wellKnown;

    private readonly string? _value;

    static DedicatedModelType() => s_wellKnown = [Model, Adapter];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DedicatedModelType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>A whole model.</summary>
    public static DedicatedModelType Model { get; } = new("model");

    /// <summary>A LoRA adapter.</summary>
    public static DedicatedModelType Adapter { get; } = new("adapter");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<DedicatedModelType> IWireString<DedicatedModelType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(DedicatedModelType left, DedicatedModelType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DedicatedModelType left, DedicatedModelType right) => !left.Equals(right);

    static DedicatedModelType IWireString<DedicatedModelType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DedicatedModelType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DedicatedModelType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
