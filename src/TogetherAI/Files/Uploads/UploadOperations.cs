namespace TogetherAI;

/// <summary>The operations of uploads that go through a storage. The service's description has none of them; its own SDKs call them.</summary>
internal static class UploadOperations
{
    public static readonly Operation<NoBody, RawResponse> Place = new(
        "files.place", HttpMethod.Post, "v1/files", RequestType: null, ResponseType: null!, RetryClass.Once) // the bytes of a raw answer are not parsed
    {
        TakesRedirect = true,
    };

    public static readonly Operation<NoBody, TogetherFile> Preprocess = new(
        "files.preprocess", HttpMethod.Post, "v1/files/{id}/preprocess", RequestType: null, TogetherJsonContext.Default.TogetherFile, RetryClass.Repeatable);

    public static readonly Operation<MultipartStart, MultipartPlaces> Initiate = new(
        "files.multipart.initiate",
        HttpMethod.Post,
        "v1/files/multipart/initiate",
        TogetherJsonContext.Default.MultipartStart,
        TogetherJsonContext.Default.MultipartPlaces,
        RetryClass.Once);

    public static readonly Operation<MultipartEnd, RawResponse> Complete = new(
        "files.multipart.complete",
        HttpMethod.Post,
        "v1/files/multipart/complete",
        TogetherJsonContext.Default.MultipartEnd,
        ResponseType: null!,
        RetryClass.Repeatable);

    public static readonly Operation<MultipartEnd, RawResponse> Abort = new(
        "files.multipart.abort",
        HttpMethod.Post,
        "v1/files/multipart/abort",
        TogetherJsonContext.Default.MultipartEnd,
        ResponseType: null!,
        RetryClass.Repeatable);

    /// <summary>Puts bytes to an address that the service named. Whoever has the address may write there: it is a secret, and no place for the key.</summary>
    public static Operation<NoBody, RawResponse> Put(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? place) || (place.Scheme != Uri.UriSchemeHttps && place.Scheme != Uri.UriSchemeHttp))
            throw new TogetherResponseException("The service named a place for the upload that is no http or https address.");
        return new("files.put", HttpMethod.Put, place.AbsoluteUri, RequestType: null, ResponseType: null!, RetryClass.Repeatable) { IsAnonymous = true };
    }
}
