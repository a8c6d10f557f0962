using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Generation.Scheduling;

/// <summary>
/// The sequences that are not active, in the order of their arrival: new ones, and those that had to give way. Not thread-safe.
/// </summary>
internal sealed class WaitingList
{
    /// <summary>How many of a caller's requests are looked at for the one whose beginning is at hand.</summary>
    private const int Candidates = 16;

    /// <summary>How often a request may be passed over for one whose beginning is at hand.</summary>
    private const int Patience = 8;

    private readonly List<Sequence> _sequences = [];

    public int Count => _sequences.Count;

    public IReadOnlyList<Sequence> Sequences => _sequences;

    public void Add(Sequence sequence)
    {
        int place = _sequences.Count;
        while (place > 0 && _sequences[place - 1].Turn.Arrival > sequence.Turn.Arrival)
            place--;
        _sequences.Insert(place, sequence);
    }

    public bool Remove(Sequence sequence) => _sequences.Remove(sequence);

    public void Clear() => _sequences.Clear();

    /// <summary>Of the callers with a sequence that can go on one that has none active, and of those the one that has had least; null where none can.</summary>
    public CallerAccount? NextCaller()
    {
        CallerAccount? next = null;
        foreach (Sequence sequence in _sequences)
        {
            CallerAccount account = sequence.Turn.Account!;
            if (sequence.CanReturn && (next is null || (account.Active > 0, account.Served).CompareTo((next.Active > 0, next.Served)) < 0))
                next = account;
        }

        return next;
    }

    /// <summary>
    /// Of one caller's sequences the one whose beginning others have computed the furthest (as SGLang orders them, Zheng et al. 2024,
    /// arXiv:2312.07104), unless the oldest has been passed over too often.
    /// </summary>
    public Sequence Next(CallerAccount caller, KeyValueBlockPool blocks)
    {
        Sequence? oldest = null, best = null;
        int most = -1, seen = 0;
        foreach (Sequence sequence in _sequences)
        {
            if (sequence.Turn.Account != caller || !sequence.CanReturn)
                continue;
            oldest ??= sequence;
            int found = blocks.Find(sequence.Keys, sequence.ReusableTokens, out _);
            if (found > most)
                (best, most) = (sequence, found);
            if (++seen == Candidates || oldest.Turn.PassedOver >= Patience)
                break;
        }

        return best!;
    }

    /// <summary>Takes a sequence out to be active; of its caller's, the oldest that it leaves behind was passed over.</summary>
    public void Take(Sequence sequence)
    {
        Sequence oldest = _sequences.First(other => other == sequence || (other.Turn.Account == sequence.Turn.Account && other.CanReturn));
        if (oldest != sequence)
            oldest.Turn.PassedOver++;
        _sequences.Remove(sequence);
    }
}
