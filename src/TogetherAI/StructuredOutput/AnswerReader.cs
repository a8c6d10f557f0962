using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>Reads a value out of an answer, or says why it has none.</summary>
internal static class AnswerReader
{
    /// <param name="response">The answer.</param>
    /// <param name="type">The value's contract.</param>
    /// <param name="isWrapped">Whether the value stands inside an object; see <see cref="AnswerSchema.IsWrapped"/>.</param>
    /// <exception cref="TogetherStructuredOutputException">The answer holds no such value.</exception>
    public static T Read<T>(ChatResponse response, JsonTypeInfo<T> type, bool isWrapped)
    {
        if (response.FinishReason == FinishReason.Length)
        {
            throw Fail(
                StructuredOutputFailure.Truncated,
                response,
                "The answer was cut off at the limit on tokens before its JSON was complete. Raise MaxTokens; a model's reasoning counts against it.");
        }

        if (response.FinishReason == FinishReason.ContentFilter)
            throw Fail(StructuredOutputFailure.Filtered, response, "A safety model stopped the answer.");
        if (Refusal.Of(response.Message) is { } refusal)
            throw Fail(StructuredOutputFailure.Refused, response, "The model refused to answer: " + refusal);
        if (string.IsNullOrWhiteSpace(response.Text))
        {
            string why = response.ToolCalls.Count > 0
                ? "The model asked for tools to be called instead of answering. Leave Tools out of the request, or ask in a call of its own."
                : "The answer is empty.";
            throw Fail(StructuredOutputFailure.Unparseable, response, why);
        }

        try
        {
            T? value = isWrapped ? Unwrap(response.Text, type) : JsonSerializer.Deserialize(response.Text, type);
            return value ?? throw new JsonException("It is null.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            // Also what a type's own constructors and converters throw at values that they do not take.
            throw Fail(
                StructuredOutputFailure.Unparseable,
                response,
                $"The answer cannot be read as {type.Type.Name}: {exception.Message} Perhaps the model cannot be held to a schema.",
                exception);
        }
    }

    private static T? Unwrap<T>(string text, JsonTypeInfo<T> type)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(AnswerSchema.Wrapper, out JsonElement value)
            ? value.Deserialize(type)
            : throw new JsonException($"Expected an object with '{AnswerSchema.Wrapper}' in it.");
    }

    private static TogetherStructuredOutputException Fail(
        StructuredOutputFailure failure, ChatResponse response, string message, Exception? inner = null) =>
        new(failure, response, message, inner) { Details = ErrorDetails.Of(response) };
}
