namespace TogetherAI;

/// <summary>The file operations of the API.</summary>
internal static class FileOperations
{
    public static readonly Operation<NoBody, FileList> List = new(
        "files", HttpMethod.Get, "v1/files", RequestType: null, TogetherJsonContext.Default.FileList, RetryClass.Safe);

    public static readonly Operation<NoBody, TogetherFile> Get = new(
        "files.get", HttpMethod.Get, "v1/files/{id}", RequestType: null, TogetherJsonContext.Default.TogetherFile, RetryClass.Safe);

    public static readonly Operation<NoBody, FileDeletion> Delete = new(
        "files.delete", HttpMethod.Delete, "v1/files/{id}", RequestType: null, TogetherJsonContext.Default.FileDeletion, RetryClass.Safe);

    public static readonly Operation<NoBody, EmptyResponse> Content = new(
        "files.content",
        HttpMethod.Get,
        "v1/files/{id}/content",
        RequestType: null,
        TogetherJsonContext.Default.EmptyResponse,
        RetryClass.Safe);

    public static readonly Operation<NoBody, TogetherFile> Upload = new(
        "files.upload", HttpMethod.Post, "v1/files/upload", RequestType: null, TogetherJsonContext.Default.TogetherFile, RetryClass.Once);
}
