using System.Runtime.CompilerServices;

namespace TogetherAI.Local.Answers;

/// <summary>Reads the choices of an answer side by side, a piece of each in turn, as the service interleaves them.</summary>
internal static class ChoiceReader
{
    public static async IAsyncEnumerable<(int Choice, AnswerPiece Piece, bool Last)> ReadAllAsync(
        Answer answer, int choices, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<AnswerPiece>?[] running = new IAsyncEnumerator<AnswerPiece>?[choices];
        try
        {
            for (int i = 0; i < choices; i++)
                running[i] = answer.ReadAsync(i, cancellationToken).GetAsyncEnumerator(cancellationToken);
            int left = choices;
            while (left > 0)
            {
                for (int i = 0; i < choices; i++)
                {
                    if (running[i] is not { } choice)
                        continue;
                    if (!await choice.MoveNextAsync().ConfigureAwait(false))
                        throw new InvalidOperationException("An answer ended without a finish reason.");
                    AnswerPiece piece = choice.Current;
                    if (piece.FinishReason is not null)
                    {
                        left--;
                        running[i] = null;
                        await choice.DisposeAsync().ConfigureAwait(false);
                    }

                    yield return (i, piece, left == 0);
                }
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<AnswerPiece>? choice in running)
            {
                if (choice is not null)
                    await choice.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
