namespace TogetherAI;

/// <summary>The ways in which a file gets to the service. None is seen in the file afterwards.</summary>
public enum UploadFlow
{
    /// <summary>One form to the API itself. Simple, and what small files are sent in; the way there limits the size of a request.</summary>
    Direct,

    /// <summary>
    /// The API names a place in a storage, the bytes go there without the key, and the API is told. A place that has expired is asked for
    /// once more. Up to 5 GiB.
    /// </summary>
    Presigned,

    /// <summary>
    /// As <see cref="Presigned"/>, in up to 250 parts, several at a time, each sent again by itself when it fails. Up to 50 GiB.
    /// </summary>
    Multipart,
}
