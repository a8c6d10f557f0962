using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A document to be ranked: a text, or an object with fields. A string and a <see cref="JsonObject"/> convert to it. Immutable.</summary>
[JsonConverter(typeof(RerankDocumentConverter))]
public sealed class RerankDocument
{
    private RerankDocument(string? text, JsonElement? fields)
    {
        Text = text;
        Fields = fields;
    }

    /// <summary>The text; null for an object.</summary>
    public string? Text { get; }

    /// <summary>The object; null for a text.</summary>
    public JsonElement? Fields { get; }

    /// <summary>A text as a document.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The same, as the type that a request takes.</returns>
    public static implicit operator RerankDocument(string text) => FromText(text);

    /// <summary>An object as a document.</summary>
    /// <param name="fields">The fields; copied.</param>
    /// <returns>The same, as the type that a request takes.</returns>
    public static implicit operator RerankDocument(JsonObject fields) => FromFields(fields);

    /// <summary>A text as a document.</summary>
    /// <param name="text">The text; not null.</param>
    /// <returns>The document.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static RerankDocument FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new RerankDocument(text, null);
    }

    /// <summary>An object as a document.</summary>
    /// <param name="fields">The fields; copied.</param>
    /// <returns>The document.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="fields"/> is null.</exception>
    public static RerankDocument FromFields(JsonObject fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return FromFields(JsonSerializer.SerializeToElement(fields, TogetherJsonContext.Default.JsonNode));
    }

    /// <summary>An object as a document.</summary>
    /// <param name="fields">A JSON object; copied.</param>
    /// <returns>The document.</returns>
    /// <exception cref="ArgumentException"><paramref name="fields"/> is no object.</exception>
    public static RerankDocument FromFields(JsonElement fields)
    {
        if (fields.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"A document is a text or a JSON object, not {fields.ValueKind}.", nameof(fields));
        return new RerankDocument(null, fields.Clone());
    }

    /// <summary>The text, or the object as JSON.</summary>
    /// <returns>What the model reads.</returns>
    public override string ToString() => Text ?? Fields!.Value.GetRawText();
}
