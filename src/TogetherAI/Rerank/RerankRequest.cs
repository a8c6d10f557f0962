using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A question, and documents to order by how well they answer it. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record RerankRequest : IExtraBody
{
    /// <summary>The rerank model.</summary>
    public required string Model { get; init; }

    /// <summary>The question.</summary>
    public required string Query { get; init; }

    /// <summary>The documents: all of them texts, or all of them objects. Both convert to a document.</summary>
    public required IReadOnlyList<RerankDocument> Documents { get; init; }

    /// <summary>How many of the best to return; null for all.</summary>
    /// <value>At least 1.</value>
    public int? TopN { get; init; }

    /// <summary>Whether the answer repeats the documents; null for the service's default.</summary>
    public bool? ReturnDocuments { get; init; }

    /// <summary>The fields of document objects to go by, in order; null for all of them.</summary>
    public IReadOnlyList<string>? RankFields { get; init; }

    /// <summary>
    /// Fields this version of the library does not know, added to the body as they are. Copied in and out, never shared. A field that is also
    /// set by a property is refused when the request is sent.
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
