using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How far a job has come. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<JobStatus>))]
public readonly struct JobStatus : IEquatable<JobStatus>, IWireString<JobStatus>
{
    private static readonly JobStatus[] s_wellKnown;

    private readonly string? _value;

    static JobStatus() => s_wellKnown = [Queued, Running, Complete, Failed];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public JobStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It waits.</summary>
    public static JobStatus Queued { get; } = new("Queued");

    /// <summary>It runs.</summary>
    public static JobStatus Running { get; } = new("Running");

    /// <summary>It is done.</summary>
    public static JobStatus Complete { get; } = new("Complete");

    /// <summary>It went wrong; its updates say why.</summary>
    public static JobStatus Failed { get; } = new("Failed");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<JobStatus> IWireString<JobStatus>.WellKnown => s_wellKnown;

    /// <summary>Whether the job has ended, well or badly. A status this version does not know has not.</summary>
    public bool IsTerminal => this == Complete || this == Failed;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(JobStatus left, JobStatus right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(JobStatus left, JobStatus right) => !left.Equals(right);

    static JobStatus IWireString<JobStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(JobStatus other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JobStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
