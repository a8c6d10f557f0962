using System.Runtime.InteropServices;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Generation.Scheduling;

/// <summary>
/// Decides which sequences are active and which of their tokens the next pass takes: one token of each that generates, then pieces of the
/// prompts that are being read (Orca, Yu et al. 2022; chunked prefill, Agrawal et al. 2024, arXiv:2403.02310). What it decides changes when
/// tokens come, never which.
/// </summary>
/// <remarks>Not thread-safe: used under the engine's lock, and all but <see cref="Add"/> and <see cref="TryRemove"/> on its thread.</remarks>
internal sealed class Scheduler(KeyValueBlockPool blocks, GenerationEngineOptions options)
{
    private static readonly Comparer<Sequence> s_byArrival = Comparer<Sequence>.Create(static (a, b) => a.Turn.Arrival.CompareTo(b.Turn.Arrival));

    private readonly CallerAccounts _callers = new();
    private readonly WaitingList _waiting = new();
    private readonly List<Sequence> _active = [], _planned = [], _reading = [];
    private readonly HashSet<UInt128> _inWork = [];
    private long _arrivals;
    private int _turn;

    public int Count => _active.Count + _waiting.Count;

    public int Active => _active.Count;

    public int Waiting => _waiting.Count;

    /// <summary>Callers that have a sequence here.</summary>
    public int Callers => _callers.Count;

    /// <summary>How often a sequence had to give way to another.</summary>
    public long Preemptions { get; private set; }

    /// <summary>Tokens of prompts that did not have to be computed, because another sequence's blocks had them.</summary>
    public long TokensReused { get; private set; }

    public void Add(Sequence sequence)
    {
        sequence.Turn.Arrival = _arrivals++;
        sequence.Turn.Account = _callers.Enter(sequence.Caller);
        _waiting.Add(sequence);
    }

    /// <summary>Takes a sequence that is not active out; false where it is.</summary>
    public bool TryRemove(Sequence sequence)
    {
        if (!_waiting.Remove(sequence))
            return false;
        _callers.Leave(sequence.Turn.Account!);
        return true;
    }

    /// <summary>
    /// Ends what was abandoned, lets sequences in, and says which have rows in the next pass, the caches having room for them; none where all
    /// wait for their readers. The list is good until the next call.
    /// </summary>
    public List<Sequence> Plan()
    {
        for (int i = _active.Count - 1; i >= 0; i--)
        {
            if (_active[i].IsAbandoned)
                End(_active[i]);
        }

        Admit();
        _planned.Clear();
        foreach (Sequence sequence in _active)
            (sequence.Turn.Rows, sequence.Turn.DraftsWanted) = (0, 0);
        int generating = PlanGenerating();
        PlanReading(options.MaxBatchTokens - generating);
        if (_planned.Count == generating)
            PlanDrafts();
        Reserve();
        return _planned;
    }

    /// <summary>Takes note of what the planned sequences have had; those that ended leave.</summary>
    public void Settle()
    {
        foreach (Sequence sequence in _planned)
        {
            sequence.Turn.Account!.Served += sequence.Turn.Rows;
            if (sequence.HasEnded)
                End(sequence);
        }
    }

    /// <summary>Ends every sequence.</summary>
    public void Clear(Func<Exception> reason)
    {
        foreach (Sequence sequence in _active.Concat(_waiting.Sequences))
            sequence.Release(reason());
        _active.Clear();
        _waiting.Clear();
    }

    private void End(Sequence sequence)
    {
        Deactivate(sequence);
        _callers.Leave(sequence.Turn.Account!);
        sequence.Release();
    }

    private void Deactivate(Sequence sequence)
    {
        _active.Remove(sequence);
        sequence.Turn.Account!.Active--;
    }

    /// <summary>Its blocks go to others; what they held is computed again, or found where it is still kept, when its turn comes back.</summary>
    private void Preempt(Sequence sequence)
    {
        Preemptions++;
        Deactivate(sequence);
        sequence.Turn.Rows = 0;
        sequence.Draft.Clear();
        sequence.GiveWay();
        _waiting.Add(sequence);
    }

    private void Admit()
    {
        while (_waiting.NextCaller() is { } caller)
        {
            Sequence sequence = _waiting.Next(caller, blocks);
            while (_active.Count > 0 && !(_active.Count < options.MaxActiveSequences && HasBlocksFor(sequence)))
            {
                if (!MakePlace(caller))
                    return;
            }

            _waiting.Remove(sequence);
            sequence.Begin(blocks);
            _active.Insert(~_active.BinarySearch(sequence, s_byArrival), sequence);
            caller.Active++;
        }
    }

    /// <summary>
    /// Where all places or blocks are taken, one sequence gives way: one whose reader is behind, which loses nothing by waiting, or the latest
    /// of a caller that has several while this one has none.
    /// </summary>
    private bool MakePlace(CallerAccount caller)
    {
        Sequence? last = _active.FindLast(static sequence => sequence.Room == 0);
        if (last is null && caller.Active == 0)
        {
            CallerAccount most = _active.MaxBy(static sequence => sequence.Turn.Account!.Active)!.Turn.Account!;
            last = most.Active > 1 ? _active.FindLast(sequence => sequence.Turn.Account == most) : null;
        }

        if (last is not null)
            Preempt(last);
        return last is not null;
    }

    /// <summary>Whether all that the active ones still have to read and this one fit together, with a block each to go on.</summary>
    private bool HasBlocksFor(Sequence sequence)
    {
        long wanted = blocks.InUse + KeyValueBlockPool.BlocksFor(sequence.Tokens.Count) + 1;
        blocks.Find(sequence.Keys, sequence.ReusableTokens, out int held);
        foreach (Sequence active in _active)
            wanted += Math.Max(0, KeyValueBlockPool.BlocksFor(active.Tokens.Count) - active.Cache!.BlockCount) + 1;
        return wanted - held <= blocks.Limit;
    }

    /// <summary>One row for each sequence that generates and whose reader has room. Returns how many rows that makes.</summary>
    private int PlanGenerating()
    {
        int rows = 0;
        _turn++;
        for (int i = 0; i < _active.Count && rows < options.MaxBatchTokens; i++)
        {
            // Were there more of them than rows, each pass would begin at another one.
            Sequence sequence = _active[(i + _turn) % _active.Count];
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
            if (limit > 0 && speculation.ForcedTokens && sequence.Draft.TryForce(sequence.ForcedTokens(), limit))
                sequence.Turn.DraftsWanted = 0;
            else if (!speculation.PromptLookup || !sequence.Draft.TryLookUp(CollectionsMarshal.AsSpan(sequence.Tokens), sequence.Draft.Wanted(limit, byModel: false)))
                sequence.Turn.DraftsWanted = speculation.DraftModel is null ? 0 : sequence.Draft.Wanted(limit, byModel: true);
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

    /// <summary>Who gives its blocks to a sequence: the last of those whose readers are behind, else the last of those that came later.</summary>
    private Sequence? LastToGiveWay(Sequence sequence) =>
        _active.FindLast(static other => other.Room == 0 && other.Cache!.BlockCount > 0)
        ?? _active.FindLast(other => other.Turn.Arrival > sequence.Turn.Arrival && other.Cache!.BlockCount > 0);
}
