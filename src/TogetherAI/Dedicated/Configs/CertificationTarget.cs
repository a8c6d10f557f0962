using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// What a combination of model and config was tried for. An open set: a value this version does not know is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<CertificationTarget>))]
public readonly struct CertificationTarget : IEquatable<CertificationTarget>, IWireString<CertificationTarget>
{
    private static readonly CertificationTarget[] s_wellKnown;

    private readonly string? _value;

    static CertificationTarget() => s_wellKnown = [DedicatedAndServerless, Mre];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public CertificationTarget(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Dedicated and serverless inference.</summary>
    public static CertificationTarget DedicatedAndServerless { get; } = new("CERTIFICATION_TARGET_DE_SERVERLESS");

    /// <summary>The target that the service calls MRE.</summary>
    public static CertificationTarget Mre { get; } = new("CERTIFICATION_TARGET_MRE");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<CertificationTarget> IWireString<CertificationTarget>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(CertificationTarget left, CertificationTarget right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(CertificationTarget left, CertificationTarget right) => !left.Equals(right);

    static CertificationTarget IWireString<CertificationTarget>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(CertificationTarget other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CertificationTarget other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
