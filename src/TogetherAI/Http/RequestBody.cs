using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>Writes the body of a request, once for all its attempts.</summary>
internal static class RequestBody
{
    /// <param name="request">What is asked.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="extra">Fields laid over it; null for none.</param>
    /// <exception cref="ArgumentException">An extra field repeats a property that is set: the body would hold it twice.</exception>
    public static byte[] Write<TRequest>(TRequest request, JsonTypeInfo<TRequest> type, JsonObject? extra)
        where TRequest : class
    {
        if (request is IExtraBody { Fields: { Count: > 0 } fields })
        {
            foreach (JsonPropertyInfo property in type.Properties)
            {
                if (!fields.ContainsKey(property.Name))
                    continue;
                if (property.Name == "stream")
                    throw new ArgumentException("ExtraBody holds 'stream'; call StreamAsync or CreateAsync instead.", nameof(request));
                if (!property.IsExtensionData && property.Get?.Invoke(request) is not null)
                {
                    throw new ArgumentException(
                        $"ExtraBody holds '{property.Name}', which a property of the request sets as well. Leave one of them out.", nameof(request));
                }
            }
        }

        return extra is null ? JsonSerializer.SerializeToUtf8Bytes(request, type) : WriteOver(request, type, extra);
    }

    private static byte[] WriteOver<TRequest>(TRequest request, JsonTypeInfo<TRequest> type, JsonObject extra)
    {
        JsonObject body = JsonSerializer.SerializeToNode(request, type)!.AsObject();
        foreach ((string name, JsonNode? value) in extra)
            body[name] = value?.DeepClone();
        return JsonSerializer.SerializeToUtf8Bytes(body, TogetherJsonContext.Default.JsonNode);
    }
}
