using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// The base of everything the service sends. Immutable. Fields that this version of the library does not know are kept, and written
/// again when the object is serialised: a newer service loses nothing on its way through an older client.
/// </summary>
public abstract record WireModel
{
    // An ignored property swallows the field that has its name, before extension data sees it. So a property that is worked out and not
    // sent bears a name in parentheses, which no field has: here and in every derived type.

    /// <summary>The fields this version does not know, by their name on the wire. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(unknown_fields)")]
    public IReadOnlyDictionary<string, JsonElement> UnknownFields =>
        ExtensionData is null ? ReadOnlyDictionary<string, JsonElement>.Empty : ExtensionData.AsReadOnly();

    // Settable and internal: the source generator cannot bind extension data to an init-only property.
    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? ExtensionData { get; set; }
}
