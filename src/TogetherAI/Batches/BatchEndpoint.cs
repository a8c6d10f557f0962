using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// The operation that the requests of a batch are for. An open set: a value this version does not know is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>.</remarks>
[JsonConverter(typeof(WireStringConverter<BatchEndpoint>))]
public readonly struct BatchEndpoint : IEquatable<BatchEndpoint>, IWireString<BatchEndpoint>
{
    private static readonly BatchEndpoint[] s_wellKnown;

    private readonly string? _value;

    static BatchEndpoint() => s_wellKnown = [ChatCompletions, AudioTranscriptions, AudioTranslations];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public BatchEndpoint(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Conversations.</summary>
    public static BatchEndpoint ChatCompletions { get; } = new("/v1/chat/completions");

    /// <summary>Writing down speech.</summary>
    public static BatchEndpoint AudioTranscriptions { get; } = new("/v1/audio/transcriptions");

    /// <summary>Writing down speech in English.</summary>
    public static BatchEndpoint AudioTranslations { get; } = new("/v1/audio/translations");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<BatchEndpoint> IWireString<BatchEndpoint>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(BatchEndpoint left, BatchEndpoint right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(BatchEndpoint left, BatchEndpoint right) => !left.Equals(right);

    static BatchEndpoint IWireString<BatchEndpoint>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(BatchEndpoint other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BatchEndpoint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
