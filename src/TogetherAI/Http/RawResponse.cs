using System.Text.Json;

namespace TogetherAI;

/// <summary>An answer as it arrived. Immutable.</summary>
public sealed record RawResponse : TogetherResponse
{
    internal RawResponse(byte[] body) => Body = body;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Reads the body as JSON.</summary>
    /// <returns>The JSON.</returns>
    /// <exception cref="TogetherResponseException">It is none.</exception>
    public JsonElement ReadJson()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new TogetherResponseException("The answer is not JSON: " + exception.Message, exception) { Details = ErrorDetails.Of(this) };
        }
    }
}
