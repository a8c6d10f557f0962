using System.Runtime.CompilerServices;
using TogetherAI.Local.Answers;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Scripting;

/// <summary>A scripted reply as the routes see it.</summary>
internal sealed class ScriptedAnswer(ApiCall call, ScriptedReply reply) : Answer
{
    public override int PromptTokens { get; } = call.Request.Messages.Sum(static message => Words(message.Text).Count());

    public override long SeedOf(int choice) => choice;

    public override async IAsyncEnumerable<AnswerPiece> ReadAsync(int choice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int token = 0;
        foreach (string word in Words(reply.Text))
        {
            if (reply.Pace > TimeSpan.Zero)
                await call.DelayAsync(reply.Pace, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            yield return new AnswerPiece { TokenId = token++, Text = word, TokenText = word };
        }

        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            ScriptedToolCall tool = reply.ToolCalls[i];
            yield return new AnswerPiece
            {
                TokenId = token++,
                ToolCall = new WireToolCall(i, $"call-{call.Request.Id}-{choice}-{i}", new WireFunctionCall(tool.Name, tool.Arguments)),
            };
        }

        yield return new AnswerPiece
        {
            FinishReason = reply.FinishReason ?? (reply.ToolCalls.Count > 0 ? FinishReasons.ToolCalls : FinishReasons.Stop),
        };
    }

    public override ValueTask<WirePrompt> EchoAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new WirePrompt(string.Join('\n', call.Request.Messages.Select(static message => message.Text))));

    // A word takes the space before it along, so that the words in a row are the text.
    private static IEnumerable<string> Words(string text)
    {
        int start = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1]))
            {
                yield return text[start..i];
                start = i;
            }
        }

        if (start < text.Length)
            yield return text[start..];
    }
}
