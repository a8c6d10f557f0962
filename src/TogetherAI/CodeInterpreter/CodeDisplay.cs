using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Something a program shows, in one or more forms of the same thing. Immutable. A form that is null was not given.</summary>
public sealed record CodeDisplay : WireModel
{
    /// <summary>Plain text.</summary>
    [JsonPropertyName("text/plain")]
    public string? Plain { get; init; }

    /// <summary>HTML, as the program made it: do not trust it.</summary>
    [JsonPropertyName("text/html")]
    public string? Html { get; init; }

    /// <summary>Markdown.</summary>
    [JsonPropertyName("text/markdown")]
    public string? Markdown { get; init; }

    /// <summary>LaTeX.</summary>
    [JsonPropertyName("text/latex")]
    public string? Latex { get; init; }

    /// <summary>A PNG image, as base64; see <see cref="GetBytes"/>.</summary>
    [JsonPropertyName("image/png")]
    public string? Png { get; init; }

    /// <summary>A JPEG image, as base64; see <see cref="GetBytes"/>.</summary>
    [JsonPropertyName("image/jpeg")]
    public string? Jpeg { get; init; }

    /// <summary>A GIF image, as base64; see <see cref="GetBytes"/>.</summary>
    [JsonPropertyName("image/gif")]
    public string? Gif { get; init; }

    /// <summary>An SVG image, as XML, as the program made it: do not trust it.</summary>
    [JsonPropertyName("image/svg+xml")]
    public string? Svg { get; init; }

    /// <summary>A PDF document, as base64; see <see cref="GetBytes"/>.</summary>
    [JsonPropertyName("application/pdf")]
    public string? Pdf { get; init; }

    /// <summary>JavaScript, as the program made it: do not trust it.</summary>
    [JsonPropertyName("application/javascript")]
    public string? JavaScript { get; init; }

    /// <summary>Any JSON.</summary>
    [JsonPropertyName("application/json")]
    public JsonElement? Json { get; init; }

    /// <summary>GeoJSON.</summary>
    [JsonPropertyName("application/geo+json")]
    public JsonElement? GeoJson { get; init; }

    /// <summary>A chart in Vega 5.</summary>
    [JsonPropertyName("application/vnd.vega.v5+json")]
    public JsonElement? Vega { get; init; }

    /// <summary>A chart in Vega-Lite 4.</summary>
    [JsonPropertyName("application/vnd.vegalite.v4+json")]
    public JsonElement? VegaLite { get; init; }

    /// <summary>Decodes an image or a document.</summary>
    /// <param name="mediaType"><c>image/png</c>, <c>image/jpeg</c>, <c>image/gif</c> or <c>application/pdf</c>.</param>
    /// <returns>The file's bytes; null where that form was not given.</returns>
    /// <exception cref="ArgumentException"><paramref name="mediaType"/> is none of those.</exception>
    /// <exception cref="TogetherResponseException">The service's base64 is broken.</exception>
    public byte[]? GetBytes(string mediaType)
    {
        string? base64 = mediaType switch
        {
            "image/png" => Png,
            "image/jpeg" => Jpeg,
            "image/gif" => Gif,
            "application/pdf" => Pdf,
            _ => throw new ArgumentException($"'{mediaType}' is not sent as base64; it has a property of its own.", nameof(mediaType)),
        };
        try
        {
            return base64 is null ? null : Convert.FromBase64String(base64);
        }
        catch (FormatException exception)
        {
            throw new TogetherResponseException($"The program's {mediaType} is not base64.", exception);
        }
    }
}
