using TogetherAI.Engine.Generation.Speculation;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Generation.Scheduling;

/// <content>The rows of the next pass.</content>
internal sealed partial class Scheduler
{
    /// <summary>One row for each sequence that generates and whose reader has room. Returns how many rows that makes.</summary>
    private int PlanGenerating()
    {
        int rows = 0;
        _turn = (_turn + 1) & int.MaxValue;
        for (int i = 0; i < _active.Count && rows < options.MaxBatchTokens; i++)
        {
            // Were there more of them than rows, each pass would begin at another one.
            Sequence sequence = _active[(int)(((uint)i + (uint)_turn) % (uint)_active.Count)];
            if (sequence.Unread != 1 || sequence.Room == 0)
                continue;
            sequence.Turn.Rows = 1;
            rows++;
            _planned.Add(sequence);
        }

        return rows;
    }

    /// <summary>
    /// Guesses, where the sequences leave the processor time for them: reading the weights takes longest, and takes no longer for a few rows
    /// more.
    /// </summary>
    private void PlanDrafts()
    {
        SpeculationOptions speculation = options.Speculation;
        int most = Math.Min(speculation.MaxTokens + 1, options.MaxBatchTokens) - _planned.Count;
        if (_planned.Count == 0 || most < _planned.Count)
            return;
        foreach (Sequence sequence in _planned)
        {
            int limit = Math.Min(most / _planned.Count, sequence.DraftLimit);
            if (!sequence.TryGuess(limit, speculation.PromptLookup) && speculation.DraftModel is not null)
                sequence.Turn.DraftsWanted = sequence.Draft.Wanted(limit, DraftSource.Model);
            sequence.Turn.Rows += sequence.Draft.Count + sequence.Turn.DraftsWanted;
        }
    }

    /// <summary>
    /// Pieces of prompts, in the rows that are left. Where another sequence is just reading the same beginning, a sequence waits for it and
    /// then shares its blocks: a prompt for several completions is read once.
    /// </summary>
    private void PlanReading(int rows)
    {
        _reading.Clear();
        _inWork.Clear();
        foreach (Sequence sequence in _active)
        {
            if (sequence.Unread == 1 && sequence.Turn.Rows == 1 || sequence.Room == 0)
                continue;
            TokensReused += sequence.Cache!.Adopt(sequence.Keys, sequence.ReusableTokens);
            if (sequence.Cache.Length % KeyValueBlockPool.Positions != 0 && sequence.Cache.Length < sequence.ReusableTokens)
                _inWork.Add(sequence.Keys.At(sequence.Cache.Length, sequence.ReusableTokens));
            _reading.Add(sequence);
        }

        if (rows == 0 || _reading.Count == 0)
            return;

        // Those in the midst of a block go on; of those before one, the first.
        _reading.RemoveAll(sequence =>
            sequence.Cache!.Length % KeyValueBlockPool.Positions == 0 && sequence.Cache.Length < sequence.ReusableTokens
            && !_inWork.Add(sequence.Keys.At(sequence.Cache.Length, sequence.ReusableTokens)));
        PromptShares.Divide(_reading, rows);
        foreach (Sequence sequence in _reading)
        {
            if (sequence.Turn.Rows > 0)
                _planned.Add(sequence);
        }
    }

    /// <summary>Makes room in the caches; the oldest first, to whom later ones give way where memory is short.</summary>
    private void Reserve()
    {
        _planned.Sort(s_byArrival);
        for (int i = 0; i < _planned.Count; i++)
        {
            Sequence sequence = _planned[i];
            while (sequence.Turn.Rows > 0 && !sequence.Cache!.TryReserve(sequence.Turn.Rows))
            {
                // Guesses are worth no one's place.
                if (sequence.Draft.Count + sequence.Turn.DraftsWanted > 0)
                {
                    sequence.Draft.Clear();
                    (sequence.Turn.Rows, sequence.Turn.DraftsWanted) = (1, 0);
                }
                else if (LastToGiveWay(sequence) is { } last)
                {
                    Preempt(last);
                }
                else
                {
                    sequence.Turn.Rows = 0;
                }
            }
        }

        _planned.RemoveAll(static sequence => sequence.Turn.Rows == 0);
    }

    /// <summary>
    /// Where none of those that were chosen has the memory to go on, the earliest that can takes it from the others; it fits alone, unless the
    /// system itself has run out.
    /// </summary>
    private void PlanOldest()
    {
        while (_planned.Count == 0 && _active.Find(static sequence => sequence.Room > 0) is { } oldest)
        {
            oldest.Draft.Clear();
            oldest.Turn.DraftsWanted = 0;
            oldest.Turn.Rows = Math.Min(oldest.Unread, options.MaxBatchTokens);
            _planned.Add(oldest);
            Reserve();

            // A reader may have taken a step of an earlier one meanwhile, which then has the first claim.
            if (_planned.Count > 0 || _active.Find(static sequence => sequence.Room > 0) != oldest)
                continue;
            oldest.Fail(new InsufficientMemoryException("The system has no memory left for keys and values. Lower MaxKeyValueBytes, so that sequences give way in time."));
            End(oldest);
        }
    }

    /// <summary>Who gives its blocks to a sequence: the last of those whose readers are behind, else the last of those that came later.</summary>
    private Sequence? LastToGiveWay(Sequence sequence) =>
        _active.FindLast(static other => other.Room == 0 && other.Cache!.BlockCount > 0)
        ?? _active.FindLast(other => other.Turn.Arrival > sequence.Turn.Arrival && other.Cache!.BlockCount > 0);
}
