using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Why the model stopped. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<FinishReason>))]
public readonly struct FinishReason : IEquatable<FinishReason>, IWireString<FinishReason>
{
    private static readonly FinishReason[] s_wellKnown;

    private readonly string? _value;

    static FinishReason() => s_wellKnown = [Stop, Eos, Length, ToolCalls, FunctionCall, ContentFilter];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public FinishReason(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The answer was complete, or a stop sequence came up.</summary>
    public static FinishReason Stop { get; } = new("stop");

    /// <summary>The model ended its text by itself; only together.ai says this.</summary>
    public static FinishReason Eos { get; } = new("eos");

    /// <summary>The limit on tokens was reached: the answer is cut off.</summary>
    public static FinishReason Length { get; } = new("length");

    /// <summary>The model wants tools to be called.</summary>
    public static FinishReason ToolCalls { get; } = new("tool_calls");

    /// <summary>The model wants a function to be called, in the older form.</summary>
    public static FinishReason FunctionCall { get; } = new("function_call");

    /// <summary>A safety model stopped the answer.</summary>
    public static FinishReason ContentFilter { get; } = new("content_filter");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<FinishReason> IWireString<FinishReason>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(FinishReason left, FinishReason right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(FinishReason left, FinishReason right) => !left.Equals(right);

    static FinishReason IWireString<FinishReason>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(FinishReason other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FinishReason other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
