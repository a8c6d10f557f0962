using TogetherAI.Local.Answers;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Chat;

/// <summary>Writes a chat answer as a stream: the role first, a chunk for each token, the usage in the last.</summary>
internal static class ChatStreamWriter
{
    public static async Task WriteAsync(ApiCall call, ChatCall chat, Answer answer)
    {
        long created = call.Created;
        int tokens = 0;
        using SseWriter stream = new(call);
        await stream.StartAsync().ConfigureAwait(false);
        for (int i = 0; i < chat.Choices; i++)
        {
            WireChatChunkChoice role = new() { Index = i, FinishReason = null, Delta = new WireChatDelta { Content = "" } };
            await WriteAsync(role, null).ConfigureAwait(false);
        }

        var pieces = ChoiceReader.ReadAllAsync(answer, chat.Choices, call.Aborted);
        await foreach ((int index, AnswerPiece piece, bool last) in pieces.ConfigureAwait(false))
        {
            tokens += piece.TokenId is null ? 0 : 1;
            bool scored = chat.LogProbs is not null && piece.TokenId is not null;
            WireChatChunkChoice choice = new()
            {
                Index = index,
                FinishReason = piece.FinishReason,
                Logprobs = scored ? piece.LogProb : null,
                TopLogprobs = scored ? piece.TopLogProbs : null,
                Seed = piece.FinishReason is null ? null : answer.SeedOf(index),
                Delta = new WireChatDelta
                {
                    Content = piece.ToolCall is null ? piece.Text : null,
                    Reasoning = piece.Reasoning,
                    TokenId = piece.TokenId,
                    ToolCalls = piece.ToolCall is { } tool ? [tool] : null,
                },
            };
            await WriteAsync(choice, last ? new WireUsage(answer.PromptTokens, tokens) : null).ConfigureAwait(false);
        }

        await stream.WriteDoneAsync().ConfigureAwait(false);

        Task WriteAsync(WireChatChunkChoice choice, WireUsage? usage) => stream.WriteAsync(
            new WireChatChunk { Id = call.Request.Id, Created = created, Model = chat.Model, Choices = [choice], Usage = usage },
            WireJson.Default.WireChatChunk);
    }
}
