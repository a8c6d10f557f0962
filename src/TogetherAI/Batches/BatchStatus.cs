using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How far a batch has come. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>.</remarks>
[JsonConverter(typeof(WireStringConverter<BatchStatus>))]
public readonly struct BatchStatus : IEquatable<BatchStatus>, IWireString<BatchStatus>
{
    private static readonly BatchStatus[] s_wellKnown;

    private readonly string? _value;

    static BatchStatus() => s_wellKnown = [Validating, InProgress, Completed, Failed, Expired, Cancelled];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public BatchStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Its input is being checked.</summary>
    public static BatchStatus Validating { get; } = new("VALIDATING");

    /// <summary>Its requests are being answered.</summary>
    public static BatchStatus InProgress { get; } = new("IN_PROGRESS");

    /// <summary>All requests have been tried; some may have failed.</summary>
    public static BatchStatus Completed { get; } = new("COMPLETED");

    /// <summary>The batch as a whole failed; <see cref="BatchJob.Error"/> says why.</summary>
    public static BatchStatus Failed { get; } = new("FAILED");

    /// <summary>Time ran out before all requests were answered.</summary>
    public static BatchStatus Expired { get; } = new("EXPIRED");

    /// <summary>It was cancelled.</summary>
    public static BatchStatus Cancelled { get; } = new("CANCELLED");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    /// <summary>
    /// Whether it never changes again: completed, failed, expired or cancelled. False for a value this version does not know.
    /// </summary>
    public bool IsFinal => this == Completed || this == Failed || this == Expired || this == Cancelled;

    static ReadOnlySpan<BatchStatus> IWireString<BatchStatus>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(BatchStatus left, BatchStatus right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(BatchStatus left, BatchStatus right) => !left.Equals(right);

    static BatchStatus IWireString<BatchStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(BatchStatus other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BatchStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
