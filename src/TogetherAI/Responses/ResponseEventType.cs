using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What an event tells. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<ResponseEventType>))]
public readonly struct ResponseEventType : IEquatable<ResponseEventType>, IWireString<ResponseEventType>
{
    private static readonly ResponseEventType[] s_wellKnown;

    private readonly string? _value;

    static ResponseEventType() => s_wellKnown =
    [
        Created, Queued, InProgress, Completed, Incomplete, Failed, ItemAdded, ItemDone, PartAdded, PartDone, TextDelta, TextDone,
        ReasoningTextDelta, ReasoningTextDone, FunctionArgumentsDelta, FunctionArgumentsDone, McpArgumentsDelta, McpArgumentsDone,
        McpCallInProgress, McpCallCompleted, McpCallFailed, McpListToolsInProgress, McpListToolsCompleted, McpListToolsFailed, Error,
    ];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ResponseEventType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The request was accepted.</summary>
    public static ResponseEventType Created { get; } = new("response.created");

    /// <summary>The response waits.</summary>
    public static ResponseEventType Queued { get; } = new("response.queued");

    /// <summary>The response is being made.</summary>
    public static ResponseEventType InProgress { get; } = new("response.in_progress");

    /// <summary>The response is complete; the last event.</summary>
    public static ResponseEventType Completed { get; } = new("response.completed");

    /// <summary>The response was cut off; the last event.</summary>
    public static ResponseEventType Incomplete { get; } = new("response.incomplete");

    /// <summary>The response failed; the last event.</summary>
    public static ResponseEventType Failed { get; } = new("response.failed");

    /// <summary>An item begins.</summary>
    public static ResponseEventType ItemAdded { get; } = new("response.output_item.added");

    /// <summary>An item is complete.</summary>
    public static ResponseEventType ItemDone { get; } = new("response.output_item.done");

    /// <summary>A part of a message begins.</summary>
    public static ResponseEventType PartAdded { get; } = new("response.content_part.added");

    /// <summary>A part of a message is complete.</summary>
    public static ResponseEventType PartDone { get; } = new("response.content_part.done");

    /// <summary>More text.</summary>
    public static ResponseEventType TextDelta { get; } = new("response.output_text.delta");

    /// <summary>A text is complete.</summary>
    public static ResponseEventType TextDone { get; } = new("response.output_text.done");

    /// <summary>More reasoning.</summary>
    public static ResponseEventType ReasoningTextDelta { get; } = new("response.reasoning_text.delta");

    /// <summary>Reasoning is complete.</summary>
    public static ResponseEventType ReasoningTextDone { get; } = new("response.reasoning_text.done");

    /// <summary>More of a function call's arguments.</summary>
    public static ResponseEventType FunctionArgumentsDelta { get; } = new("response.function_call_arguments.delta");

    /// <summary>A function call's arguments are complete.</summary>
    public static ResponseEventType FunctionArgumentsDone { get; } = new("response.function_call_arguments.done");

    /// <summary>More of a remote call's arguments.</summary>
    public static ResponseEventType McpArgumentsDelta { get; } = new("response.mcp_call_arguments.delta");

    /// <summary>A remote call's arguments are complete.</summary>
    public static ResponseEventType McpArgumentsDone { get; } = new("response.mcp_call_arguments.done");

    /// <summary>A remote tool is being called.</summary>
    public static ResponseEventType McpCallInProgress { get; } = new("response.mcp_call.in_progress");

    /// <summary>A remote tool has answered.</summary>
    public static ResponseEventType McpCallCompleted { get; } = new("response.mcp_call.completed");

    /// <summary>A remote tool failed.</summary>
    public static ResponseEventType McpCallFailed { get; } = new("response.mcp_call.failed");

    /// <summary>A remote server is being asked for its tools.</summary>
    public static ResponseEventType McpListToolsInProgress { get; } = new("response.mcp_list_tools.in_progress");

    /// <summary>A remote server has told its tools.</summary>
    public static ResponseEventType McpListToolsCompleted { get; } = new("response.mcp_list_tools.completed");

    /// <summary>A remote server did not tell its tools.</summary>
    public static ResponseEventType McpListToolsFailed { get; } = new("response.mcp_list_tools.failed");

    /// <summary>Something went wrong; a stream throws it and never gives it out.</summary>
    public static ResponseEventType Error { get; } = new("error");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ResponseEventType> IWireString<ResponseEventType>.WellKnown => s_wellKnown;

    /// <summary>Whether nothing follows.</summary>
    internal bool IsTerminal => this == Completed || this == Incomplete || this == Failed;

    /// <summary>Whether this version knows what the event holds.</summary>
    internal bool IsKnown => Array.IndexOf(s_wellKnown, this) >= 0;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ResponseEventType left, ResponseEventType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ResponseEventType left, ResponseEventType right) => !left.Equals(right);

    static ResponseEventType IWireString<ResponseEventType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ResponseEventType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ResponseEventType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
