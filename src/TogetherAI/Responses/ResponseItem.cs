using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// An item of a conversation: a message, a call, what came of a call. Immutable. The derived types are the kinds this version knows; any other
/// kind is an <see cref="UnknownResponseItem"/>, which keeps all of it.
/// </summary>
[JsonConverter(typeof(ResponseItemConverter))]
public abstract record ResponseItem : WireModel
{
    /// <summary>The kind.</summary>
    public abstract string Type { get; init; }

    /// <summary>Its id; null where the service, or whoever made the item, gave none.</summary>
    public string? Id { get; init; }

    /// <summary>How far it has come; null where that was not said.</summary>
    public ResponseStatus? Status { get; init; }
}
