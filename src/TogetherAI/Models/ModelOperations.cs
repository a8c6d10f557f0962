namespace TogetherAI;

/// <summary>The model operations of the API.</summary>
internal static class ModelOperations
{
    public static readonly Operation<NoBody, ModelList> List = new(
        "models", HttpMethod.Get, "v1/models", RequestType: null, TogetherJsonContext.Default.ModelList, RetryClass.Safe);

    public static readonly Operation<ModelUploadRequest, ModelUpload> Upload = new(
        "uploadModel", HttpMethod.Post, "v1/models", TogetherJsonContext.Default.ModelUploadRequest, TogetherJsonContext.Default.ModelUpload,
        RetryClass.Once);
}
