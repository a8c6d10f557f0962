using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TogetherAI;

namespace OverflowGateway.Chat;

/// <summary>Writes a routed answer as server-sent events, each chunk as it comes.</summary>
internal static class ChatEvents
{
    public static async Task WriteAsync(HttpResponse response, RoutedChatStream stream, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        try
        {
            await foreach (ChatChunk chunk in stream.WithCancellation(cancellationToken))
                await WriteAsync(response, JsonSerializer.SerializeToUtf8Bytes(OpenAiForm.Of(chunk), ChatBody.Wire), cancellationToken);
            await WriteAsync(response, "[DONE]"u8.ToArray(), cancellationToken);
        }
        catch (TogetherException e)
        {
            // The text so far is the client's already, and two answers are never spliced: all that is left is to say so.
            await WriteAsync(response, Encoding.UTF8.GetBytes(OpenAiError.Frame(e)), cancellationToken);
        }
    }

    private static async Task WriteAsync(HttpResponse response, byte[] data, CancellationToken cancellationToken)
    {
        response.BodyWriter.Write("data: "u8);
        response.BodyWriter.Write(data);
        response.BodyWriter.Write("\n\n"u8);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
