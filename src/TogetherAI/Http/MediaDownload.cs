namespace TogetherAI;

/// <summary>Fetches what the service made and put somewhere else: an image or a video behind an address.</summary>
internal static class MediaDownload
{
    /// <summary>Opens the bytes at an address. The key goes along only if the address is the service's own.</summary>
    /// <exception cref="TogetherResponseException">The address is not one of the web.</exception>
    public static Task<BinaryResponse> OpenAsync(TogetherConnection connection, string name, string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            throw new TogetherResponseException($"The service named '{url}' as the place to fetch from, which is no http or https address.");
        Operation<NoBody, EmptyResponse> operation = new(
            name, HttpMethod.Get, address.AbsoluteUri, RequestType: null, TogetherJsonContext.Default.EmptyResponse, RetryClass.Safe);
        return connection.OpenBytesAsync(operation, request: null, model: null, "*/*", cancellationToken);
    }
}
