using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>An image: itself, or where it is. Immutable.</summary>
public sealed record ImageData : WireModel
{
    /// <summary>Its number, from 0.</summary>
    public int Index { get; init; }

    /// <summary><c>b64_json</c> or <c>url</c>: which of the two others is set. A kind from the future is kept.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>The file as base64; null where the answer holds its address. <see cref="GetBytes"/> decodes it.</summary>
    [JsonPropertyName("b64_json")]
    public string? Base64 { get; init; }

    /// <summary>Where the file is, for a while; null where the answer holds it.</summary>
    public string? Url { get; init; }

    /// <summary>Decodes the file that the answer holds.</summary>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="InvalidOperationException">The answer holds only the image's address: fetch it with <see cref="ImagesClient.OpenAsync"/>.</exception>
    /// <exception cref="TogetherResponseException">The service's base64 is broken.</exception>
    public byte[] GetBytes()
    {
        if (Base64 is null)
            throw new InvalidOperationException("The answer does not hold the image. Ask for ImageResponseFormat.Base64, or fetch it with ImagesClient.OpenAsync.");
        try
        {
            return Convert.FromBase64String(Base64);
        }
        catch (FormatException exception)
        {
            throw new TogetherResponseException("The image in the service's answer is not base64.", exception);
        }
    }
}
