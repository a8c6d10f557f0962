using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Who can see a resource. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<DedicatedVisibility>))]
public readonly struct DedicatedVisibility : IEquatable<DedicatedVisibility>, IWireString<DedicatedVisibility>
{
    private static readonly DedicatedVisibility[] s_wellKnown;

    private readonly string? _value;

    static DedicatedVisibility() => s_wellKnown = [Private, Internal, Public];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DedicatedVisibility(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The project alone; what a resource has unless something else is asked for.</summary>
    public static DedicatedVisibility Private { get; } = new("VISIBILITY_PRIVATE");

    /// <summary>Every project of the organization.</summary>
    public static DedicatedVisibility Internal { get; } = new("VISIBILITY_INTERNAL");

    /// <summary>Everyone. Only together.ai itself publishes.</summary>
    public static DedicatedVisibility Public { get; } = new("VISIBILITY_PUBLIC");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<DedicatedVisibility> IWireString<DedicatedVisibility>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(DedicatedVisibility left, DedicatedVisibility right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DedicatedVisibility left, DedicatedVisibility right) => !left.Equals(right);

    static DedicatedVisibility IWireString<DedicatedVisibility>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DedicatedVisibility other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DedicatedVisibility other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
