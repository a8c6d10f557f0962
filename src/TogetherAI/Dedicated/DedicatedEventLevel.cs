using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How serious an event is. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<DedicatedEventLevel>))]
public readonly struct DedicatedEventLevel : IEquatable<DedicatedEventLevel>, IWireString<DedicatedEventLevel>
{
    private static readonly DedicatedEventLevel[] s_wellKnown;

    private readonly string? _value;

    static DedicatedEventLevel() => s_wellKnown = [Debug, Info, Warn, Error];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DedicatedEventLevel(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Detail for whoever looks for a cause.</summary>
    public static DedicatedEventLevel Debug { get; } = new("LEVEL_DEBUG");

    /// <summary>What normally happens.</summary>
    public static DedicatedEventLevel Info { get; } = new("LEVEL_INFO");

    /// <summary>Something that may become a failure.</summary>
    public static DedicatedEventLevel Warn { get; } = new("LEVEL_WARN");

    /// <summary>A failure.</summary>
    public static DedicatedEventLevel Error { get; } = new("LEVEL_ERROR");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<DedicatedEventLevel> IWireString<DedicatedEventLevel>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(DedicatedEventLevel left, DedicatedEventLevel right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DedicatedEventLevel left, DedicatedEventLevel right) => !left.Equals(right);

    static DedicatedEventLevel IWireString<DedicatedEventLevel>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DedicatedEventLevel other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DedicatedEventLevel other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
