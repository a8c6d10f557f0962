using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Where one part of an upload goes. The storage's own names.</summary>
internal sealed record MultipartPlace : WireModel
{
    [JsonPropertyName("PartNumber")]
    public int PartNumber { get; init; }

    [JsonPropertyName("URL")]
    public string Url { get => field ?? ""; init; }

    /// <summary>What the storage wants in the headers; signed together with the address.</summary>
    [JsonPropertyName("Headers")]
    public IReadOnlyDictionary<string, string> Headers { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }
}
