using System.Text.Json;

namespace TogetherAI;

/// <summary>JSON that a user wrote down as text.</summary>
internal static class JsonText
{
    /// <exception cref="ArgumentException">The text is not JSON.</exception>
    public static JsonElement? Parse(string? text, string parameter)
    {
        if (text is null)
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("The text is not JSON: " + exception.Message, parameter, exception);
        }
    }
}
