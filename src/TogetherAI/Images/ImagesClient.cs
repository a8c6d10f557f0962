namespace TogetherAI;

/// <summary>Images from texts (<c>/v1/images/generations</c>). Reached through <see cref="TogetherClient.Images"/>; thread-safe.</summary>
public sealed class ImagesClient
{
    private readonly TogetherConnection _connection;

    internal ImagesClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Makes images.</summary>
    /// <param name="request">What they show and how they are made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The images, or where they are.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ImageResponse> CreateAsync(ImageRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendAsync(ImageOperations.Create, request, request.Model, query: "", cancellationToken);
    }

    /// <summary>Fetches an image that the answer only named the address of. The API key is not sent to another host.</summary>
    /// <param name="image">The image; its <see cref="ImageData.Url"/> is set.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    /// <returns>The file, which the caller must dispose.</returns>
    /// <exception cref="ArgumentException">The image has no address; <see cref="ImageData.GetBytes"/> decodes it.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<BinaryResponse> OpenAsync(ImageData image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (string.IsNullOrEmpty(image.Url))
            throw new ArgumentException("The image has no address. ImageData.GetBytes decodes one that the answer holds.", nameof(image));
        return MediaDownload.OpenAsync(_connection, "images", image.Url, cancellationToken);
    }
}
