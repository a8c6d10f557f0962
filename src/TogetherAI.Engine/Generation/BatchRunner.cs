using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Generation;

/// <summary>Runs one pass for the sequences that have rows in it, and hands each what comes of its own. Not thread-safe.</summary>
internal sealed class BatchRunner(Workspace workspace)
{
    private readonly List<Sequence> _drawing = [];
    private readonly int[] _rows = new int[Workspace.LogitRows];

    public long TokensComputed { get; private set; }

    public long TokensGenerated { get; private set; }

    public long TokensGuessed { get; private set; }

    public long GuessesRight { get; private set; }

    /// <summary>Computes the rows of all of them in one pass. A fault that none of them is to blame for ends them all.</summary>
    public void Run(List<Sequence> planned)
    {
        try
        {
            Compute(planned);
            Draw(planned);
        }
        catch (Exception fault)
        {
            foreach (Sequence sequence in planned)
                sequence.Fail(fault);
        }
    }

    private void Compute(List<Sequence> planned)
    {
        workspace.Drafts?.Run(planned, workspace.Sampling);
        TokenBatch batch = workspace.Batch;
        batch.Clear();
        foreach (Sequence sequence in planned)
        {
            if (sequence.Unread == 1)
                sequence.Turn.Rows = 1 + sequence.Draft.Count;
            sequence.Turn.FirstRow = batch.Add(sequence.NextTokens(sequence.Turn.Rows), sequence.Cache!);
        }

        workspace.Pass.Run(batch);
        TokensComputed += batch.Count;
    }

    private void Draw(List<Sequence> planned)
    {
        _drawing.Clear();
        foreach (Sequence sequence in planned)
        {
            if (!sequence.WantsLogits(sequence.Turn.Rows, workspace.Pass, sequence.Turn.FirstRow, workspace))
                continue;

            // The last row is what the text is gone on from; after a guess, each row that holds it or a guessed token is.
            TokensGuessed += sequence.Draft.Count;
            for (int back = sequence.Draft.Count; back >= 0; back--)
            {
                _rows[_drawing.Count] = sequence.Turn.FirstRow + sequence.Turn.Rows - 1 - back;
                _drawing.Add(sequence);
                if (_drawing.Count == Workspace.LogitRows)
                    DrawCollected();
            }
        }

        DrawCollected();
        foreach (Sequence sequence in planned)
        {
            GuessesRight += sequence.Draft.Right;
            sequence.Settle();
        }
    }

    private void DrawCollected()
    {
        int size = workspace.Spec.VocabularySize;
        if (_drawing.Count > 0)
            workspace.Pass.Logits(_rows.AsSpan(0, _drawing.Count), workspace.Logits);
        for (int i = 0; i < _drawing.Count; i++)
        {
            if (_drawing[i].TryTake(workspace.Logits.Slice(i * size, size), workspace.Sampling))
                TokensGenerated++;
        }

        _drawing.Clear();
    }
}
