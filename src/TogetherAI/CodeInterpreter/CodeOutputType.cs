using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What kind of output a program made. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<CodeOutputType>))]
public readonly struct CodeOutputType : IEquatable<CodeOutputType>, IWireString<CodeOutputType>
{
    private static readonly CodeOutputType[] s_wellKnown;

    private readonly string? _value;

    static CodeOutputType() => s_wellKnown = [Stdout, Stderr, Error, DisplayData, ExecuteResult];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public CodeOutputType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Printed to standard output.</summary>
    public static CodeOutputType Stdout { get; } = new("stdout");

    /// <summary>Printed to standard error.</summary>
    public static CodeOutputType Stderr { get; } = new("stderr");

    /// <summary>An error or exception: the program did not come to its end.</summary>
    public static CodeOutputType Error { get; } = new("error");

    /// <summary>Something shown, such as a plot.</summary>
    public static CodeOutputType DisplayData { get; } = new("display_data");

    /// <summary>The value of the last expression.</summary>
    public static CodeOutputType ExecuteResult { get; } = new("execute_result");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<CodeOutputType> IWireString<CodeOutputType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(CodeOutputType left, CodeOutputType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(CodeOutputType left, CodeOutputType right) => !left.Equals(right);

    static CodeOutputType IWireString<CodeOutputType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(CodeOutputType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CodeOutputType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
