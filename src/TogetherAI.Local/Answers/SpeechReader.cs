using System.Runtime.CompilerServices;
using TogetherAI.Local.Answers.Speech;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Answers;

/// <summary>Hands on what a model says with its tool calls and its reasoning taken out of the text.</summary>
internal static class SpeechReader
{
    /// <summary>Of a piece comes at least one; the last has its token, and the others, where it made several things certain, have none.</summary>
    public static async IAsyncEnumerable<AnswerPiece> ReadAsync(
        IAsyncEnumerable<AnswerPiece> pieces, SpeechParser parser, string idPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (AnswerPiece piece in pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            List<SpeechEvent> events = [.. parser.Append(piece.Text)];
            if (piece.FinishReason is not null)
                events.AddRange(parser.End(cut: piece.FinishReason == FinishReasons.Length));
            List<AnswerPiece> found = Pieces(events, parser.Calls, idPrefix);
            for (int i = 0; i < found.Count - 1; i++)
                yield return found[i];
            AnswerPiece last = found.Count > 0 ? found[^1] : new AnswerPiece();
            yield return piece with
            {
                Text = last.Text,
                Reasoning = last.Reasoning,
                ToolCall = last.ToolCall,
                FinishReason = piece.FinishReason is FinishReasons.EndOfSequence or FinishReasons.Stop && parser.Calls > 0 ? FinishReasons.ToolCalls : piece.FinishReason,
            };
        }
    }

    private static List<AnswerPiece> Pieces(List<SpeechEvent> events, int calls, string idPrefix)
    {
        List<AnswerPiece> pieces = [];
        int call = calls - events.Count(static one => one.Kind == SpeechKind.CallBegins) - 1;
        SpeechKind before = SpeechKind.Markup;
        foreach (SpeechEvent one in events)
        {
            if (one.Kind == SpeechKind.Markup)
                continue;
            AnswerPiece? same = one.Kind == before ? pieces[^1] : null;
            switch (one.Kind)
            {
                case SpeechKind.Text:
                    Add(same, new AnswerPiece { Text = same?.Text + one.Value });
                    break;
                case SpeechKind.Reasoning:
                    Add(same, new AnswerPiece { Reasoning = same?.Reasoning + one.Value });
                    break;
                case SpeechKind.CallBegins:
                    call++;
                    Add(null, new AnswerPiece { ToolCall = new WireToolCall(call, $"{idPrefix}-{call}", new WireFunctionCall(one.Value, "")) });
                    break;
                default:
                    Add(same, new AnswerPiece { ToolCall = new WireToolCall(call, null, new WireFunctionCall(null, same?.ToolCall?.Function.Arguments + one.Value)) });
                    break;
            }

            before = one.Kind;
        }

        return pieces;

        void Add(AnswerPiece? same, AnswerPiece piece)
        {
            if (same is not null)
                pieces.RemoveAt(pieces.Count - 1);
            pieces.Add(piece);
        }
    }
}
