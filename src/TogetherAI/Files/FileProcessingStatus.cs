using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// How far the validation of a file has come. Files that are not for fine-tuning skip it. An open set: a value this version does not know
/// is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>.</remarks>
[JsonConverter(typeof(WireStringConverter<FileProcessingStatus>))]
public readonly struct FileProcessingStatus : IEquatable<FileProcessingStatus>, IWireString<FileProcessingStatus>
{
    private static readonly FileProcessingStatus[] s_wellKnown;

    private readonly string? _value;

    static FileProcessingStatus() => s_wellKnown = [Pending, Queued, Running, Completed, Failed, InvalidFormat];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public FileProcessingStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Not begun.</summary>
    public static FileProcessingStatus Pending { get; } = new("PENDING");

    /// <summary>Waiting for its turn.</summary>
    public static FileProcessingStatus Queued { get; } = new("QUEUED");

    /// <summary>Under way.</summary>
    public static FileProcessingStatus Running { get; } = new("RUNNING");

    /// <summary>Done; the file can be used.</summary>
    public static FileProcessingStatus Completed { get; } = new("COMPLETED");

    /// <summary>It could not be done.</summary>
    public static FileProcessingStatus Failed { get; } = new("FAILED");

    /// <summary>Done; the content has to be corrected, see <see cref="FileValidationReport.Error"/>.</summary>
    public static FileProcessingStatus InvalidFormat { get; } = new("INVALID_FORMAT");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<FileProcessingStatus> IWireString<FileProcessingStatus>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(FileProcessingStatus left, FileProcessingStatus right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(FileProcessingStatus left, FileProcessingStatus right) => !left.Equals(right);

    static FileProcessingStatus IWireString<FileProcessingStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(FileProcessingStatus other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FileProcessingStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
