using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Whether hardware is to be had. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<HardwareAvailabilityStatus>))]
public readonly struct HardwareAvailabilityStatus : IEquatable<HardwareAvailabilityStatus>, IWireString<HardwareAvailabilityStatus>
{
    private static readonly HardwareAvailabilityStatus[] s_wellKnown;

    private readonly string? _value;

    static HardwareAvailabilityStatus() => s_wellKnown = [Available, Unavailable, Insufficient];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public HardwareAvailabilityStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It is.</summary>
    public static HardwareAvailabilityStatus Available { get; } = new("available");

    /// <summary>It is not.</summary>
    public static HardwareAvailabilityStatus Unavailable { get; } = new("unavailable");

    /// <summary>It is too little for the model.</summary>
    public static HardwareAvailabilityStatus Insufficient { get; } = new("insufficient");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<HardwareAvailabilityStatus> IWireString<HardwareAvailabilityStatus>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(HardwareAvailabilityStatus left, HardwareAvailabilityStatus right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(HardwareAvailabilityStatus left, HardwareAvailabilityStatus right) => !left.Equals(right);

    static HardwareAvailabilityStatus IWireString<HardwareAvailabilityStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(HardwareAvailabilityStatus other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HardwareAvailabilityStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
