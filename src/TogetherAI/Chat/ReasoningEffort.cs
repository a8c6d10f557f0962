using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How long a reasoning model thinks before it answers; more of it costs more tokens. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<ReasoningEffort>))]
public readonly struct ReasoningEffort : IEquatable<ReasoningEffort>, IWireString<ReasoningEffort>
{
    private static readonly ReasoningEffort[] s_wellKnown;

    private readonly string? _value;

    static ReasoningEffort() => s_wellKnown = [Low, Medium, High];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReasoningEffort(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>A little.</summary>
    public static ReasoningEffort Low { get; } = new("low");

    /// <summary>The middle.</summary>
    public static ReasoningEffort Medium { get; } = new("medium");

    /// <summary>A lot; leave room in the limit on tokens, which reasoning counts against.</summary>
    public static ReasoningEffort High { get; } = new("high");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ReasoningEffort> IWireString<ReasoningEffort>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ReasoningEffort left, ReasoningEffort right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ReasoningEffort left, ReasoningEffort right) => !left.Equals(right);

    static ReasoningEffort IWireString<ReasoningEffort>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ReasoningEffort other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ReasoningEffort other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
