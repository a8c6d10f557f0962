using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A programming language. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<CodeLanguage>))]
public readonly struct CodeLanguage : IEquatable<CodeLanguage>, IWireString<CodeLanguage>
{
    private static readonly CodeLanguage[] s_wellKnown;

    private readonly string? _value;

    static CodeLanguage() => s_wellKnown = [Python];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public CodeLanguage(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Python.</summary>
    public static CodeLanguage Python { get; } = new("python");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<CodeLanguage> IWireString<CodeLanguage>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(CodeLanguage left, CodeLanguage right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(CodeLanguage left, CodeLanguage right) => !left.Equals(right);

    static CodeLanguage IWireString<CodeLanguage>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(CodeLanguage other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CodeLanguage other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
