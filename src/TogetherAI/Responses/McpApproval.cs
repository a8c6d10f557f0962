using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Whether calls of a remote server's tools wait to be approved. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<McpApproval>))]
public readonly struct McpApproval : IEquatable<McpApproval>, IWireString<McpApproval>
{
    private static readonly McpApproval[] s_wellKnown;

    private readonly string? _value;

    static McpApproval() => s_wellKnown = [Always, Never];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public McpApproval(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Every call waits for a <see cref="McpApprovalResponse"/>.</summary>
    public static McpApproval Always { get; } = new("always");

    /// <summary>None waits.</summary>
    public static McpApproval Never { get; } = new("never");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<McpApproval> IWireString<McpApproval>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(McpApproval left, McpApproval right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(McpApproval left, McpApproval right) => !left.Equals(right);

    static McpApproval IWireString<McpApproval>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(McpApproval other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is McpApproval other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
