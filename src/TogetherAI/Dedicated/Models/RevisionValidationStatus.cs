using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// Whether the files of a revision were found fit. An open set: a value this version does not know is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<RevisionValidationStatus>))]
public readonly struct RevisionValidationStatus : IEquatable<RevisionValidationStatus>, IWireString<RevisionValidationStatus>
{
    private static readonly RevisionValidationStatus[] s_wellKnown;

    private readonly string? _value;

    static RevisionValidationStatus() => s_wellKnown = [Pending, Success, Failed, Error];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public RevisionValidationStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Not looked at yet.</summary>
    public static RevisionValidationStatus Pending { get; } = new("REVISION_VALIDATION_STATUS_PENDING");

    /// <summary>They are.</summary>
    public static RevisionValidationStatus Success { get; } = new("REVISION_VALIDATION_STATUS_SUCCESS");

    /// <summary>They are not.</summary>
    public static RevisionValidationStatus Failed { get; } = new("REVISION_VALIDATION_STATUS_FAILED");

    /// <summary>The check itself failed.</summary>
    public static RevisionValidationStatus Error { get; } = new("REVISION_VALIDATION_STATUS_ERROR");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<RevisionValidationStatus> IWireString<RevisionValidationStatus>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(RevisionValidationStatus left, RevisionValidationStatus right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(RevisionValidationStatus left, RevisionValidationStatus right) => !left.Equals(right);

    static RevisionValidationStatus IWireString<RevisionValidationStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(RevisionValidationStatus other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RevisionValidationStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
