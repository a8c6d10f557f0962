using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OverflowGateway.Forwarding;
using OverflowGateway.Page;
using TogetherAI;

namespace OverflowGateway.Chat;

/// <summary><c>POST /v1/chat/completions</c>: routed where the model is the gateway's, else forwarded.</summary>
internal sealed class ChatEndpoint(OverflowRouter router, Forwarder forwarder, GatewaySettings settings, FirstTokens firstTokens)
{
    // A conversation with images in it; what is forwarded may be of any size.
    private const int MaxBody = 32 * 1024 * 1024;

    public async Task HandleAsync(HttpContext http)
    {
        if (await ReadAsync(http) is not { } bytes)
        {
            await OpenAiError.WriteAsync(http, 413, $"The body is larger than {MaxBody} bytes.", "invalid_request_error");
            return;
        }

        JsonObject? json = ChatBody.Parse(bytes);
        if (ChatBody.ModelOf(json) is not { } model || !settings.Routes(model))
        {
            await forwarder.ForwardAsync(http, bytes);
            return;
        }

        try
        {
            ChatBody body = ChatBody.Read(json!);
            RouteOptions route = RouteHeaders.Read(http.Request.Headers);
            if (body.Stream)
                await StreamAsync(http, body.Request, route);
            else
                await AnswerAsync(http, body.Request, route);
        }
        catch (Exception e) when (e is JsonException or ArgumentException && !http.Response.HasStarted)
        {
            await OpenAiError.WriteAsync(http, 400, e.Message, "invalid_request_error");
        }
        catch (TogetherException e) when (!http.Response.HasStarted)
        {
            await OpenAiError.WriteAsync(http, e);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; the router has already let go of the lane.
        }
    }

    private async Task StreamAsync(HttpContext http, ChatRequest request, RouteOptions route)
    {
        await using RoutedChatStream stream = await router.StreamAsync(request, route, http.RequestAborted);
        firstTokens.Add(stream.TimeToFirstToken);
        RouteHeaders.Write(http.Response.Headers, stream.Route);
        await ChatEvents.WriteAsync(http.Response, stream, http.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext http, ChatRequest request, RouteOptions route)
    {
        ChatResponse response = await router.CreateAsync(request, route, http.RequestAborted);
        RouteReport report = response.Route!;
        if (report.Attempts.FirstOrDefault(static attempt => attempt.Won) is { TimeToFirstToken: { } first } won)
            firstTokens.Add(won.StartedAfter + first);
        RouteHeaders.Write(http.Response.Headers, report);
        await http.Response.WriteAsJsonAsync(OpenAiForm.Of(response), ChatBody.Wire, "application/json", http.RequestAborted);
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        using MemoryStream body = new();
        byte[] piece = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(piece, http.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > MaxBody)
                return null;
            body.Write(piece, 0, read);
        }

        return body.ToArray();
    }
}
