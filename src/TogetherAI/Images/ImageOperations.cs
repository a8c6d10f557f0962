namespace TogetherAI;

/// <summary>The image operations of the API.</summary>
internal static class ImageOperations
{
    public static readonly Operation<ImageRequest, ImageResponse> Create = new(
        "images", HttpMethod.Post, "v1/images/generations", TogetherJsonContext.Default.ImageRequest, TogetherJsonContext.Default.ImageResponse,
        RetryClass.Repeatable);
}
