using System.Text.Json;

namespace TogetherAI;

/// <summary>A refusal in so many words. together.ai's description does not know the field, but servers that follow OpenAI send it.</summary>
internal static class Refusal
{
    public static string? Of(ChatMessage? message) =>
        message?.ExtensionData is { } unknown
        && unknown.TryGetValue("refusal", out JsonElement refusal)
        && refusal.ValueKind == JsonValueKind.String
        && refusal.GetString() is { Length: > 0 } text
            ? text
            : null;
}
