using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How much an answer tells of a recording. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<TranscriptionFormat>))]
public readonly struct TranscriptionFormat : IEquatable<TranscriptionFormat>, IWireString<TranscriptionFormat>
{
    private static readonly TranscriptionFormat[] s_wellKnown;

    private readonly string? _value;

    static TranscriptionFormat() => s_wellKnown = [Json, VerboseJson];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public TranscriptionFormat(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text alone.</summary>
    public static TranscriptionFormat Json { get; } = new("json");

    /// <summary>The text with times, and speakers where they were asked for.</summary>
    public static TranscriptionFormat VerboseJson { get; } = new("verbose_json");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<TranscriptionFormat> IWireString<TranscriptionFormat>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(TranscriptionFormat left, TranscriptionFormat right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(TranscriptionFormat left, TranscriptionFormat right) => !left.Equals(right);

    static TranscriptionFormat IWireString<TranscriptionFormat>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TranscriptionFormat other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TranscriptionFormat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
