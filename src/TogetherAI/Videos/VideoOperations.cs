namespace TogetherAI;

/// <summary>The video operations of the API.</summary>
internal static class VideoOperations
{
    public static readonly Operation<VideoRequest, VideoJob> Create = new(
        "createVideo", HttpMethod.Post, "v2/videos", TogetherJsonContext.Default.VideoRequest, TogetherJsonContext.Default.VideoJob, RetryClass.Once);

    public static readonly Operation<NoBody, VideoJob> Get = new(
        "retrieveVideo", HttpMethod.Get, "v2/videos/{id}", RequestType: null, TogetherJsonContext.Default.VideoJob, RetryClass.Safe);
}
