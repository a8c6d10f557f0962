using System.Text.Json;

namespace TogetherAI;

/// <summary>Conversations.</summary>
internal sealed class ChatWork(TogetherClientOptions client, Func<ChatRequest, int>? countTokens)
    : BatchWork<ChatRequest, ChatResponse>(BatchEndpoint.ChatCompletions.Value, TogetherJsonContext.Default.ChatResponse)
{
    /// <summary>What is taken for the length of an answer that nothing limits: the service's own limit.</summary>
    private const int UnlimitedTokens = 2048;

    public override BatchEndpoint? Endpoint => BatchEndpoint.ChatCompletions;

    public override PreparedRequest Prepare(ChatRequest request)
    {
        request = (ChatRequest)request.Prepare(client, stream: false);
        byte[] body = RequestBody.Write(request, TogetherJsonContext.Default.ChatRequest, extra: null);
        return new PreparedRequest(request.Model, body, countTokens?.Invoke(request) ?? PreparedRequest.Tokens(body), request.MaxTokens ?? UnlimitedTokens);
    }

    public override BatchResult Read(Line line, string file)
    {
        BatchResult result = BatchResultLine.Parse(line, file, isChat: true);
        return result with { Answer = result.Response };
    }

    public override async Task<TogetherResponse> SendAsync(TogetherClient client, JsonElement body, CancellationToken cancellationToken) =>
        await client.Chat.CreateAsync(body.Deserialize(TogetherJsonContext.Default.ChatRequest)!, cancellationToken).ConfigureAwait(false);
}
