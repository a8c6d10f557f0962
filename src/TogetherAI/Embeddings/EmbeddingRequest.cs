using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Texts to turn into vectors. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record EmbeddingRequest : IExtraBody
{
    /// <summary>The embedding model. Vectors of different models cannot be compared.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The texts: <c>"one"</c> or <c>["several", "in one call"]</c>. A text longer than the model's context is the service's to cut or refuse.
    /// </summary>
    public required EmbeddingInput Input { get; init; }

    /// <summary>
    /// Fields this version of the library does not know, added to the body as they are, such as <c>dimensions</c> where a server knows it.
    /// Copied in and out, never shared. A field that is also set by a property is refused when the request is sent.
    /// </summary>
    [JsonIgnore]
    public JsonObject? ExtraBody
    {
        get => ExtraFields.ToObject(ExtensionData);
        init => ExtensionData = ExtraFields.FromObject(value);
    }

    // Settable and internal: the source generator cannot bind extension data to an init-only property.
    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? ExtensionData { get; set; }

    Dictionary<string, JsonElement>? IExtraBody.Fields => ExtensionData;
}
