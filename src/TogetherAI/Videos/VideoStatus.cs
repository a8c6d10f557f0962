using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How far a video has come. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<VideoStatus>))]
public readonly struct VideoStatus : IEquatable<VideoStatus>, IWireString<VideoStatus>
{
    private static readonly VideoStatus[] s_wellKnown;

    private readonly string? _value;

    static VideoStatus() => s_wellKnown = [InProgress, Completed, Failed];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public VideoStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It is being made, or waits its turn.</summary>
    public static VideoStatus InProgress { get; } = new("in_progress");

    /// <summary>It is there.</summary>
    public static VideoStatus Completed { get; } = new("completed");

    /// <summary>It will not come; the job says why.</summary>
    public static VideoStatus Failed { get; } = new("failed");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<VideoStatus> IWireString<VideoStatus>.WellKnown => s_wellKnown;

    /// <summary>Whether the job has ended, well or badly. A status this version does not know has not.</summary>
    public bool IsTerminal => this == Completed || this == Failed;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(VideoStatus left, VideoStatus right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(VideoStatus left, VideoStatus right) => !left.Equals(right);

    static VideoStatus IWireString<VideoStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(VideoStatus other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VideoStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
