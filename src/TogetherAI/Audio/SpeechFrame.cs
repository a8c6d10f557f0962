using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// Reads the frames of streamed speech. The description has <c>{"object":"audio.tts.chunk","b64":…}</c>; what the service is seen to send is
/// <c>{"type":"conversation.item.audio_output.delta","delta":…}</c>, as over its WebSocket. Both are read.
/// </summary>
internal static class SpeechFrame
{
    /// <param name="frame">The frame.</param>
    /// <param name="isError">Whether the frame tells of an error.</param>
    /// <returns>The sound; null where the frame holds none, such as the times of words, or an event of the future.</returns>
    /// <exception cref="JsonException">The frame is not a JSON object, or its sound is not base64.</exception>
    public static byte[]? Read(ReadOnlySpan<byte> frame, out bool isError)
    {
        Utf8JsonReader reader = new(frame);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException($"A frame of speech is an object, not {root.ValueKind}.");
        isError = IsText(root, "type", "error") || (root.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null);
        if (isError)
            return null;
        if (IsText(root, "object", "audio.tts.chunk"))
            return Decode(root, "b64");
        return IsText(root, "type", "conversation.item.audio_output.delta") ? Decode(root, "delta") : null;
    }

    private static bool IsText(JsonElement root, string name, string text) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    private static byte[] Decode(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out byte[]? sound)
            ? sound
            : throw new JsonException($"A frame of speech has no base64 in '{name}'.");
}
