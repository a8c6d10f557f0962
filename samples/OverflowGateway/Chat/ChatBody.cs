using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TogetherAI;

namespace OverflowGateway.Chat;

/// <summary>A chat request as it came, and as the router wants it: what it judges by is typed, everything else passes as it is.</summary>
internal sealed record ChatBody(ChatRequest Request, bool Stream)
{
    // The library's records carry their own converters and keep what they do not know; only the naming is the wire's.
    public static JsonSerializerOptions Wire { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The model that a body names; null where it is no JSON object or names none.</summary>
    public static string? ModelOf(JsonObject? body) =>
        body?["model"] is JsonValue value && value.TryGetValue(out string? model) ? model : null;

    public static JsonObject? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <exception cref="JsonException">A field is not what it should be; the message names it.</exception>
    public static ChatBody Read(JsonObject body)
    {
        bool stream = Take<bool?>(body, "stream") ?? false;
        ChatRequest request = new()
        {
            Model = Take<string>(body, "model")!,
            Messages = Take<IReadOnlyList<ChatMessage>>(body, "messages") ?? throw new JsonException("messages is missing."),
            MaxTokens = Take<int?>(body, "max_tokens"),
            N = Take<int?>(body, "n"),
            Tools = Take<IReadOnlyList<ChatTool>>(body, "tools"),
            Compliance = Take<string>(body, "compliance"),
            ExtraBody = body,
        };
        return new ChatBody(request, stream);
    }

    private static T? Take<T>(JsonObject body, string name)
    {
        if (!body.Remove(name, out JsonNode? value))
            return default;
        try
        {
            return value.Deserialize<T>(Wire);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new JsonException($"{name} is not what it should be: {e.Message}", e);
        }
    }
}
