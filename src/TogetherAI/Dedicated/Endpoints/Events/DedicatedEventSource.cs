using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What kind of resource an event is about. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<DedicatedEventSource>))]
public readonly struct DedicatedEventSource : IEquatable<DedicatedEventSource>, IWireString<DedicatedEventSource>
{
    private static readonly DedicatedEventSource[] s_wellKnown;

    private readonly string? _value;

    static DedicatedEventSource() => s_wellKnown = [Endpoint, Deployment];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DedicatedEventSource(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The endpoint.</summary>
    public static DedicatedEventSource Endpoint { get; } = new("SOURCE_KIND_ENDPOINT");

    /// <summary>One of its deployments.</summary>
    public static DedicatedEventSource Deployment { get; } = new("SOURCE_KIND_DEPLOYMENT");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<DedicatedEventSource> IWireString<DedicatedEventSource>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(DedicatedEventSource left, DedicatedEventSource right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DedicatedEventSource left, DedicatedEventSource right) => !left.Equals(right);

    static DedicatedEventSource IWireString<DedicatedEventSource>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DedicatedEventSource other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DedicatedEventSource other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
