using System.Text.Json;

namespace TogetherAI;

/// <summary>Conversations.</summary>
internal sealed class ChatWork(TogetherClientOptions client, Func<ChatRequest, int>? countTokens)
    : BatchWork<ChatRequest, ChatResponse>(BatchEndpoint.ChatCompletions.Value, TogetherJsonContext.Default.ChatResponse)
{
    /// <summary>What is taken for the length of an answer that nothing limits: the service's own limit.</summary>
    public const int UnlimitedTokens = 2048;

    public override BatchEndpoint? Endpoint => BatchEndpoint.ChatCompletions;

    public override PreparedRequest Write(ChatRequest request) =>
        new(request.Model, RequestBody.Write((ChatRequest)request.Prepare(client, stream: false), TogetherJsonContext.Default.ChatRequest, extra: null));

    public override PreparedRequest Count(ChatRequest request, PreparedRequest written)
    {
        (long most, bool isUnlimited) = AnswerTokens(written.Body);
        int prompt = countTokens?.Invoke((ChatRequest)request.Prepare(client, stream: false)) ?? Tokens(written.Body);
        return written with { Tokens = new TokenCount(prompt, most), IsUnlimited = isUnlimited };
    }

    public override TokenCount Estimate(ReadOnlyMemory<byte> body) => new(
        countTokens?.Invoke(JsonSerializer.Deserialize(body.Span, TogetherJsonContext.Default.ChatRequest)!) ?? Tokens(body), AnswerTokens(body.Span).Most);

    public override BatchResult Read(Line line, string file)
    {
        BatchResult result = BatchResultLine.Parse(line, file, isChat: true);
        return result with { Answer = result.Response };
    }

    public override async Task<TogetherResponse> SendAsync(TogetherClient client, JsonElement body, CancellationToken cancellationToken) =>
        await client.Chat.CreateAsync(body.Deserialize(TogetherJsonContext.Default.ChatRequest)!, cancellationToken).ConfigureAwait(false);

    /// <summary>What all answers to a request may have, as its body says it, whichever field it was written with: each of n answers is paid for.</summary>
    private static (long Most, bool IsUnlimited) AnswerTokens(ReadOnlySpan<byte> body)
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

        return (Math.Min(limit * answers, int.MaxValue), !isLimited);
    }
}
