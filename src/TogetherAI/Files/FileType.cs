using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The format of a file. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>.</remarks>
[JsonConverter(typeof(WireStringConverter<FileType>))]
public readonly struct FileType : IEquatable<FileType>, IWireString<FileType>
{
    private static readonly FileType[] s_wellKnown;

    private readonly string? _value;

    static FileType() => s_wellKnown = [Csv, Jsonl, Parquet];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public FileType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Values separated by commas; for evaluations only.</summary>
    public static FileType Csv { get; } = new("csv");

    /// <summary>One JSON object a line.</summary>
    public static FileType Jsonl { get; } = new("jsonl");

    /// <summary>Columns of tokens.</summary>
    public static FileType Parquet { get; } = new("parquet");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<FileType> IWireString<FileType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(FileType left, FileType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(FileType left, FileType right) => !left.Equals(right);

    static FileType IWireString<FileType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(FileType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FileType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
