using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a model can do besides answering. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<ModelFeature>))]
public readonly struct ModelFeature : IEquatable<ModelFeature>, IWireString<ModelFeature>
{
    private static readonly ModelFeature[] s_wellKnown;

    private readonly string? _value;

    static ModelFeature() => s_wellKnown = [ToolCalling, StructuredOutput, Reasoning];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ModelFeature(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It asks for tools to be called.</summary>
    public static ModelFeature ToolCalling { get; } = new("FEATURE_TOOL_CALLING");

    /// <summary>It keeps to a schema.</summary>
    public static ModelFeature StructuredOutput { get; } = new("FEATURE_STRUCTURED_OUTPUT");

    /// <summary>It thinks before it answers.</summary>
    public static ModelFeature Reasoning { get; } = new("FEATURE_REASONING");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ModelFeature> IWireString<ModelFeature>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ModelFeature left, ModelFeature right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ModelFeature left, ModelFeature right) => !left.Equals(right);

    static ModelFeature IWireString<ModelFeature>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ModelFeature other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelFeature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
