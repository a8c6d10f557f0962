using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How a file's content is written down. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<CodeFileEncoding>))]
public readonly struct CodeFileEncoding : IEquatable<CodeFileEncoding>, IWireString<CodeFileEncoding>
{
    private static readonly CodeFileEncoding[] s_wellKnown;

    private readonly string? _value;

    static CodeFileEncoding() => s_wellKnown = [Text, Base64];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public CodeFileEncoding(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>As it is: for text.</summary>
    public static CodeFileEncoding Text { get; } = new("string");

    /// <summary>As base64: for anything else.</summary>
    public static CodeFileEncoding Base64 { get; } = new("base64");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<CodeFileEncoding> IWireString<CodeFileEncoding>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(CodeFileEncoding left, CodeFileEncoding right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(CodeFileEncoding left, CodeFileEncoding right) => !left.Equals(right);

    static CodeFileEncoding IWireString<CodeFileEncoding>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(CodeFileEncoding other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CodeFileEncoding other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
