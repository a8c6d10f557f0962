using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How a trial ended. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<CertificationType>))]
public readonly struct CertificationType : IEquatable<CertificationType>, IWireString<CertificationType>
{
    private static readonly CertificationType[] s_wellKnown;

    private readonly string? _value;

    static CertificationType() => s_wellKnown = [Certified, Uncertified];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public CertificationType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It passed.</summary>
    public static CertificationType Certified { get; } = new("CERTIFICATION_TYPE_CERTIFIED");

    /// <summary>It did not.</summary>
    public static CertificationType Uncertified { get; } = new("CERTIFICATION_TYPE_UNCERTIFIED");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<CertificationType> IWireString<CertificationType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(CertificationType left, CertificationType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(CertificationType left, CertificationType right) => !left.Equals(right);

    static CertificationType IWireString<CertificationType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(CertificationType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CertificationType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
