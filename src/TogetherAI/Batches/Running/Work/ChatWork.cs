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
        return new PreparedRequest(request.Model, body, countTokens?.Invoke(request) ?? PreparedRequest.Tokens(body), AnswerTokens(body));
    }

    public override BatchResult Read(Line line, string file)
    {
        BatchResult result = BatchResultLine.Parse(line, file, isChat: true);
        return result with { Answer = result.Response };
    }

    public override async Task<TogetherResponse> SendAsync(TogetherClient client, JsonElement body, CancellationToken cancellationToken) =>
        await client.Chat.CreateAsync(body.Deserialize(TogetherJsonContext.Default.ChatRequest)!, cancellationToken).ConfigureAwait(false);

    /// <summary>What all answers to a request may have, as its body says it, whichever field it was written with: each of n answers is paid for.</summary>
    private static int AnswerTokens(ReadOnlySpan<byte> body)
    {
        long limit = UnlimitedTokens, answers = 1;
        bool isLimited = false;
        Utf8JsonReader reader = new(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isLimit = reader.ValueTextEquals("max_tokens"u8) || reader.ValueTextEquals("max_completion_tokens"u8), isCount = reader.ValueTextEquals("n"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int value) && value > 0)
            {
                if (isLimit)
                    (limit, isLimited) = (isLimited ? Math.Max(limit, value) : value, true);
                else if (isCount)
                    answers = value;
            }

            reader.Skip();
        }

        return (int)Math.Min(limit * answers, int.MaxValue);
    }
}
