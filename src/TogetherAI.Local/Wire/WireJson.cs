using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TogetherAI.Local.Batches;
using TogetherAI.Local.Dedicated;
using TogetherAI.Local.Files;

namespace TogetherAI.Local.Wire;

/// <summary>
/// What this server puts on the wire. These are its own types, not the client's: a mistake that both shared would never show.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(WireModelInfo[]))]
[JsonSerializable(typeof(WireChatCompletion))]
[JsonSerializable(typeof(WireChatChunk))]
[JsonSerializable(typeof(WireCompletion))]
[JsonSerializable(typeof(WireCompletionChunk))]
[JsonSerializable(typeof(WireEmbeddings))]
[JsonSerializable(typeof(WireRerank))]
[JsonSerializable(typeof(WireFile))]
[JsonSerializable(typeof(WireFileList))]
[JsonSerializable(typeof(WireFileDeletion))]
[JsonSerializable(typeof(WireCompletedUpload))]
[JsonSerializable(typeof(WireMultipartPlaces))]
[JsonSerializable(typeof(WireBatchJob[]))]
[JsonSerializable(typeof(WireBatchJob))]
[JsonSerializable(typeof(WireBatchCreation))]
[JsonSerializable(typeof(WireBatchError))]
[JsonSerializable(typeof(WireTranscription))]
[JsonSerializable(typeof(WireWhoAmI))]
[JsonSerializable(typeof(WireListV1<WireEndpointV1>))]
[JsonSerializable(typeof(WireEndpointV1))]
[JsonSerializable(typeof(WireListV1<WireHardware>))]
[JsonSerializable(typeof(WireZones))]
[JsonSerializable(typeof(WireLedger))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>As the service writes: quotes, angle brackets and non-ASCII text stand as they are.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
