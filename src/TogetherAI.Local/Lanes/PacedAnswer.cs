using System.Runtime.CompilerServices;
using TogetherAI.Local.Answers;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Lanes;

/// <summary>An answer at the pace of a lane. The choices of a request share the reading of its prompt and then run side by side.</summary>
internal sealed class PacedAnswer(Answer answer, LaneTurn turn) : Answer
{
    private bool _read;

    public override int PromptTokens => answer.PromptTokens;

    public override long SeedOf(int choice) => answer.SeedOf(choice);

    public override async IAsyncEnumerable<AnswerPiece> ReadAsync(int choice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The choices are read in turn, never at once: the first one asked waits for all.
        if (!_read)
        {
            _read = true;
            await turn.ReadPromptAsync(PromptTokens).ConfigureAwait(false);
        }

        // By the clock since the first token, not from one to the next, so that a timer's lateness does not add up.
        TimeSpan due = TimeSpan.Zero;
        await foreach (AnswerPiece piece in answer.ReadAsync(choice, cancellationToken).ConfigureAwait(false))
        {
            if (piece.TokenId is not null)
            {
                await turn.ReachAsync(due).ConfigureAwait(false);
                due += turn.PerToken;
                turn.OutputTokens++;
            }

            yield return piece;
        }
    }

    public override ValueTask<WirePrompt> EchoAsync(CancellationToken cancellationToken) => answer.EchoAsync(cancellationToken);
}
