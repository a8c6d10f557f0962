using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a file is for. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>.</remarks>
[JsonConverter(typeof(WireStringConverter<FilePurpose>))]
public readonly struct FilePurpose : IEquatable<FilePurpose>, IWireString<FilePurpose>
{
    private static readonly FilePurpose[] s_wellKnown;

    private readonly string? _value;

    static FilePurpose() => s_wellKnown = [FineTune, Eval, BatchApi];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public FilePurpose(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Training or validating a model.</summary>
    public static FilePurpose FineTune { get; } = new("fine-tune");

    /// <summary>Judging models.</summary>
    public static FilePurpose Eval { get; } = new("eval");

    /// <summary>The requests of a batch.</summary>
    public static FilePurpose BatchApi { get; } = new("batch-api");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<FilePurpose> IWireString<FilePurpose>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(FilePurpose left, FilePurpose right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(FilePurpose left, FilePurpose right) => !left.Equals(right);

    static FilePurpose IWireString<FilePurpose>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(FilePurpose other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FilePurpose other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
