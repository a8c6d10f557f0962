using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>Parts of a message to be sent.</summary>
internal static class ContentPartMapper
{
    public static ChatContentPart Map(AI.AIContent content) => content switch
    {
        AI.TextContent text => ChatContentPart.FromText(text.Text),
        AI.DataContent data when data.HasTopLevelMediaType("image") => ChatContentPart.FromImage(data.Uri),
        AI.DataContent data when data.HasTopLevelMediaType("video") => ChatContentPart.FromVideo(data.Uri),
        AI.DataContent { MediaType: "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" } data => ChatContentPart.FromAudio(data.Data.Span),
        AI.DataContent data when data.HasTopLevelMediaType("audio") => ChatContentPart.FromAudio(data.Uri),
        AI.UriContent uri when uri.HasTopLevelMediaType("image") => ChatContentPart.FromImage(uri.Uri.AbsoluteUri),
        AI.UriContent uri when uri.HasTopLevelMediaType("video") => ChatContentPart.FromVideo(uri.Uri.AbsoluteUri),
        AI.UriContent uri when uri.HasTopLevelMediaType("audio") => ChatContentPart.FromAudio(uri.Uri.AbsoluteUri),
        AI.DataContent data => throw Unsupported(data.MediaType),
        AI.UriContent uri => throw Unsupported(uri.MediaType),
        _ => throw new NotSupportedException($"A message holds {content.GetType().Name}, which has no counterpart in the service."),
    };

    private static NotSupportedException Unsupported(string mediaType) =>
        new($"A message holds content of the type '{mediaType}'. The service takes text, image/*, video/* and audio/*.");
}
