using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// An event of a streamed response. <see cref="Type"/> says which of the other properties is set. Immutable. Of a type this version does not
/// know everything is kept in <see cref="WireModel.UnknownFields"/>.
/// </summary>
public sealed record ResponseEvent : WireModel
{
    /// <summary>What it tells.</summary>
    public ResponseEventType Type { get; init; }

    /// <summary>Its place in the stream; null where the service did not say.</summary>
    public long? SequenceNumber { get; init; }

    /// <summary>The response as it is now: with the first events and the last one.</summary>
    public ModelResponse? Response { get; init; }

    /// <summary>The place in <see cref="ModelResponse.Output"/> of the item it is about.</summary>
    public int? OutputIndex { get; init; }

    /// <summary>The item, where it begins or is complete.</summary>
    public ResponseItem? Item { get; init; }

    /// <summary>The id of the item it is about.</summary>
    public string? ItemId { get; init; }

    /// <summary>The place in the item's content of the part it is about.</summary>
    public int? ContentIndex { get; init; }

    /// <summary>The part, where it begins or is complete.</summary>
    public ResponsePart? Part { get; init; }

    /// <summary>What has come: text, reasoning or arguments.</summary>
    public string? Delta { get; init; }

    /// <summary>A text, where it is complete.</summary>
    public string? Text { get; init; }

    /// <summary>A call's arguments, where they are complete.</summary>
    public string? Arguments { get; init; }

    /// <summary>The text that has come; null where it is no text of a message.</summary>
    [JsonIgnore, JsonPropertyName("(text_delta)")]
    public string? TextDelta => Type == ResponseEventType.TextDelta ? Delta : null;
}
