using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How far a response has come. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<ResponseStatus>))]
public readonly struct ResponseStatus : IEquatable<ResponseStatus>, IWireString<ResponseStatus>
{
    private static readonly ResponseStatus[] s_wellKnown;

    private readonly string? _value;

    static ResponseStatus() => s_wellKnown = [InProgress, Completed, Incomplete, Failed, Cancelled, Queued];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ResponseStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It is being made.</summary>
    public static ResponseStatus InProgress { get; } = new("in_progress");

    /// <summary>It is complete.</summary>
    public static ResponseStatus Completed { get; } = new("completed");

    /// <summary>It was cut off: <see cref="ModelResponse.IncompleteDetails"/> says why.</summary>
    public static ResponseStatus Incomplete { get; } = new("incomplete");

    /// <summary>It went wrong: <see cref="ModelResponse.Error"/> says why.</summary>
    public static ResponseStatus Failed { get; } = new("failed");

    /// <summary>It was cancelled.</summary>
    public static ResponseStatus Cancelled { get; } = new("cancelled");

    /// <summary>It waits.</summary>
    public static ResponseStatus Queued { get; } = new("queued");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ResponseStatus> IWireString<ResponseStatus>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ResponseStatus left, ResponseStatus right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ResponseStatus left, ResponseStatus right) => !left.Equals(right);

    static ResponseStatus IWireString<ResponseStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ResponseStatus other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ResponseStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
