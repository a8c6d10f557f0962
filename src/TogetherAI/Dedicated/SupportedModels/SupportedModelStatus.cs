using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How the service stands to a model. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<SupportedModelStatus>))]
public readonly struct SupportedModelStatus : IEquatable<SupportedModelStatus>, IWireString<SupportedModelStatus>
{
    private static readonly SupportedModelStatus[] s_wellKnown;

    private readonly string? _value;

    static SupportedModelStatus() => s_wellKnown = [Recommended, Supported, Deprecated, Hidden];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public SupportedModelStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It recommends it.</summary>
    public static SupportedModelStatus Recommended { get; } = new("SUPPORTED_MODEL_STATUS_RECOMMENDED");

    /// <summary>It supports it.</summary>
    public static SupportedModelStatus Supported { get; } = new("SUPPORTED_MODEL_STATUS_SUPPORTED");

    /// <summary>It will give it up.</summary>
    public static SupportedModelStatus Deprecated { get; } = new("SUPPORTED_MODEL_STATUS_DEPRECATED");

    /// <summary>It does not show it.</summary>
    public static SupportedModelStatus Hidden { get; } = new("SUPPORTED_MODEL_STATUS_HIDDEN");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<SupportedModelStatus> IWireString<SupportedModelStatus>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(SupportedModelStatus left, SupportedModelStatus right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(SupportedModelStatus left, SupportedModelStatus right) => !left.Equals(right);

    static SupportedModelStatus IWireString<SupportedModelStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(SupportedModelStatus other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SupportedModelStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
