using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Who speaks in a message. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<ChatRole>))]
public readonly struct ChatRole : IEquatable<ChatRole>, IWireString<ChatRole>
{
    private static readonly ChatRole[] s_wellKnown;

    private readonly string? _value;

    static ChatRole() => s_wellKnown = [System, User, Assistant, Tool, Function];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ChatRole(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Whoever sets the rules.</summary>
    public static ChatRole System { get; } = new("system");

    /// <summary>Whoever asks.</summary>
    public static ChatRole User { get; } = new("user");

    /// <summary>The model.</summary>
    public static ChatRole Assistant { get; } = new("assistant");

    /// <summary>A tool that the model called.</summary>
    public static ChatRole Tool { get; } = new("tool");

    /// <summary>A function that the model called, in the older form.</summary>
    public static ChatRole Function { get; } = new("function");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ChatRole> IWireString<ChatRole>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ChatRole left, ChatRole right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ChatRole left, ChatRole right) => !left.Equals(right);

    static ChatRole IWireString<ChatRole>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ChatRole other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ChatRole other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
