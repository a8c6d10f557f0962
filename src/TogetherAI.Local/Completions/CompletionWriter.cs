using TogetherAI.Local.Answers;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Completions;

/// <summary>Writes a completion, in one piece or as a stream of tokens.</summary>
internal static class CompletionWriter
{
    public static async Task WriteAsync(ApiCall call, CompletionCall completion, Answer answer)
    {
        ChoiceText[] choices = await ChoiceText.ReadAsync(answer, completion, call.Aborted).ConfigureAwait(false);
        WireCompletion wire = new()
        {
            Id = call.Request.Id,
            Created = call.Created,
            Model = completion.Model,
            Prompt = completion.Echo ? [await answer.EchoAsync(call.Aborted).ConfigureAwait(false)] : [],
            Choices = [.. choices.Select((choice, index) => new WireCompletionChoice
            {
                Index = index,
                Text = choice.Text,
                FinishReason = choice.FinishReason,
                Seed = answer.SeedOf(index),
                Logprobs = choice.LogProbs,
            })],
            Usage = new WireUsage(answer.PromptTokens, choices.Sum(static choice => choice.Tokens)),
        };
        await call.WriteJsonAsync(200, wire, WireJson.Default.WireCompletion).ConfigureAwait(false);
    }

    public static async Task StreamAsync(ApiCall call, CompletionCall completion, Answer answer)
    {
        long created = call.Created;
        int tokens = 0;
        using SseWriter stream = new(call);
        await stream.StartAsync().ConfigureAwait(false);
        var pieces = ChoiceReader.ReadAllAsync(answer, completion.Choices, call.Aborted);
        await foreach ((int index, AnswerPiece piece, bool last) in pieces.ConfigureAwait(false))
        {
            tokens += piece.TokenId is null ? 0 : 1;
            WireCompletionChunk chunk = new()
            {
                Id = call.Request.Id,
                Created = created,
                Token = new WireToken(piece.TokenId ?? 0, piece.TokenText, piece.LogProb, piece.Special),
                Choices = [new WireCompletionChunkChoice(piece.Text, index, new WireChatDelta { Content = piece.Text, TokenId = piece.TokenId })],
                Usage = last ? new WireUsage(answer.PromptTokens, tokens) : null,
                Seed = piece.FinishReason is null ? null : answer.SeedOf(index),
                FinishReason = piece.FinishReason,
            };
            await stream.WriteAsync(chunk, WireJson.Default.WireCompletionChunk).ConfigureAwait(false);
        }

        await stream.WriteDoneAsync().ConfigureAwait(false);
    }
}
