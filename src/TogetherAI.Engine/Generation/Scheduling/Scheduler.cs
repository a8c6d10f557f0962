using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Generation.Scheduling;

/// <summary>
/// Decides which sequences are active and which of their tokens the next pass takes: one token of each that generates, then pieces of the
/// prompts that are being read (Orca, Yu et al. 2022; chunked prefill, Agrawal et al. 2024, arXiv:2403.02310). What it decides changes when
/// tokens come, never which.
/// </summary>
/// <remarks>Not thread-safe: used under the engine's lock, and all but <see cref="Add"/> and <see cref="TryRemove"/> on its thread.</remarks>
internal sealed partial class Scheduler(KeyValueBlockPool blocks, GenerationEngineOptions options)
{
    private static readonly Comparer<Sequence> s_byArrival = Comparer<Sequence>.Create(static (a, b) => a.Turn.Arrival.CompareTo(b.Turn.Arrival));

    private readonly CallerAccounts _callers = new();
    private readonly WaitingList _waiting = new();
    private readonly List<Sequence> _active = [], _planned = [], _reading = [], _givingWay = [];
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
        if (_planned.Count == 0)
            PlanOldest();
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
    public void Clear(Exception reason)
    {
        foreach (Sequence sequence in _active.Concat(_waiting.Sequences))
        {
            _callers.Leave(sequence.Turn.Account!);
            sequence.Release(reason);
        }

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
            if (_active.Count > 0 && !HasRoomFor(sequence, 0, 0) && !MakeRoomFor(sequence))
                return;
            _waiting.Take(sequence);
            sequence.Begin(blocks);
            _active.Insert(~_active.BinarySearch(sequence, s_byArrival), sequence);
            caller.Active++;
        }
    }

    /// <summary>
    /// Where all places or blocks are taken, sequences give way: those whose readers are behind, and, to a caller that has none active, the
    /// latest of callers that have several. None does where all together would not be enough.
    /// </summary>
    private bool MakeRoomFor(Sequence sequence)
    {
        _givingWay.Clear();
        int freed = 0;
        for (int stalled = 1; stalled >= 0; stalled--)
        {
            for (int i = _active.Count - 1; i >= 0; i--)
            {
                Sequence other = _active[i];
                CallerAccount theirs = other.Turn.Account!;
                if ((stalled == 1) != (other.Room == 0))
                    continue;
                if (stalled == 0 && (sequence.Turn.Account!.Active > 0 || theirs.Active - _givingWay.Count(one => one.Turn.Account == theirs) < 2))
                    continue;
                _givingWay.Add(other);
                freed += other.Cache!.OwnBlockCount;
                if (!HasRoomFor(sequence, _givingWay.Count, freed))
                    continue;
                foreach (Sequence one in _givingWay)
                    Preempt(one);
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether there is a place, and blocks for all that the active ones still have to read and this one, with one more each to go on; if so
    /// many places and blocks were set free.
    /// </summary>
    private bool HasRoomFor(Sequence sequence, int places, int freed)
    {
        if (_active.Count - places >= options.MaxActiveSequences)
            return false;
        long wanted = blocks.InUse - freed + KeyValueBlockPool.BlocksFor(sequence.Tokens.Count) + 1;
        blocks.Find(sequence.Keys, sequence.ReusableTokens, out int held);
        foreach (Sequence active in _active)
        {
            if (places == 0 || !_givingWay.Contains(active))
                wanted += Math.Max(0, KeyValueBlockPool.BlocksFor(active.Tokens.Count) - active.Cache!.BlockCount) + 1;
        }

        return wanted - held <= blocks.Limit || _active.Count == places;
    }
}
