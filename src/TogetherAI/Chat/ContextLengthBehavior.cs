using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What happens when prompt and limit on tokens exceed the model's context. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<ContextLengthBehavior>))]
public readonly struct ContextLengthBehavior : IEquatable<ContextLengthBehavior>, IWireString<ContextLengthBehavior>
{
    private static readonly ContextLengthBehavior[] s_wellKnown;

    private readonly string? _value;

    static ContextLengthBehavior() => s_wellKnown = [Error, Truncate];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ContextLengthBehavior(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The request fails; what the service does by default.</summary>
    public static ContextLengthBehavior Error { get; } = new("error");

    /// <summary>The limit on tokens is lowered to what fits; the prompt is never cut.</summary>
    public static ContextLengthBehavior Truncate { get; } = new("truncate");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ContextLengthBehavior> IWireString<ContextLengthBehavior>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ContextLengthBehavior left, ContextLengthBehavior right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ContextLengthBehavior left, ContextLengthBehavior right) => !left.Equals(right);

    static ContextLengthBehavior IWireString<ContextLengthBehavior>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ContextLengthBehavior other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ContextLengthBehavior other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
