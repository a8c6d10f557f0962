namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// Where a constraint stands after some bytes. Remembers where each byte led and, for one vocabulary, which tokens may follow. Not
/// thread-safe: its <see cref="StateStore"/> says who may ask.
/// </summary>
internal sealed class ConstraintState
{
    private readonly Frame[] _frames;
    private readonly StateStore _store;
    private ConstraintState?[]?[]? _next;

    public ConstraintState(Frame[] frames, bool isComplete, StateStore store)
    {
        (_frames, IsComplete, _store) = (frames, isComplete, store);
        foreach (Frame frame in frames)
        {
            IsOpen |= frame.IsOpen;
            FreeCharacters = Math.Max(FreeCharacters, frame.Node.FreeCharacters(frame));
        }
    }

    /// <summary>Whether the bytes so far may be all.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether no byte may follow.</summary>
    public bool IsClosed => _frames.Length == 0;

    /// <summary>So many characters, of those that stand in a JSON string as they are, may follow whichever they are.</summary>
    public int FreeCharacters { get; }

    /// <summary>The tokens that may follow here, and whose vocabulary they are of; kept by who asked for them.</summary>
    public (object Vocabulary, ulong[] Mask)? Tokens { get; set; }

    public Lock Gate => _store.Gate;

    /// <summary>Whether there is only one way to go on, so that what one leaf does not take is not taken at all.</summary>
    public bool IsSingle => _frames.Length == 1;

    /// <summary>Whether after each free character, but for their number, all the same may follow.</summary>
    public bool IsSteady => IsSingle && _frames[0].Node.IsSteady(_frames[0]);

    /// <summary>Whether it waits to be told what was written.</summary>
    public bool IsOpen { get; }

    public static ConstraintState StartOf(Node root, int depth = 0)
    {
        FrameSet set = new();
        root.Enter(depth, null, set);
        return new StateStore().Find(set)!;
    }

    /// <summary>The state after one more byte; null where the byte may not follow.</summary>
    public ConstraintState? After(byte next)
    {
        ConstraintState?[] page = (_next ??= new ConstraintState?[16][])[next >> 4] ??= new ConstraintState?[16];
        ref ConstraintState? known = ref page[next & 15];
        if (known is null)
        {
            FrameSet set = new();
            foreach (Frame frame in _frames)
                frame.Node.Step(frame, next, set);
            known = _store.Find(set) ?? StateStore.Dead;
        }

        return ReferenceEquals(known, StateStore.Dead) ? null : known;
    }

    /// <summary>The state after more bytes, of which all were only tried and not written.</summary>
    public ConstraintState? After(ReadOnlySpan<byte> bytes)
    {
        ConstraintState? state = this;
        for (int i = 0; i < bytes.Length && state is not null; i++)
            state = state.After(bytes[i]);
        return state;
    }

    /// <summary>The same state, told what was written to come here.</summary>
    public ConstraintState Settle(ReadOnlySpan<byte> text)
    {
        if (!IsOpen)
            return this;
        FrameSet set = new() { IsComplete = IsComplete };
        foreach (Frame frame in _frames)
            set.Add(frame.Settle(text));
        return _store.Find(set)!;
    }

    /// <summary>The only byte that may follow; null where there are several, or where this may be the end.</summary>
    public byte? Forced()
    {
        if (IsComplete)
            return null;
        byte? only = null;
        for (int next = 0; next < 256; next++)
        {
            if (After((byte)next) is null)
                continue;
            if (only is not null)
                return null;
            only = (byte)next;
        }

        return only;
    }

    public bool Matches(FrameSet set)
    {
        if (IsComplete != set.IsComplete || _frames.Length != set.Frames.Count)
            return false;
        for (int i = 0; i < _frames.Length; i++)
        {
            if (!_frames[i].IsSameAs(set.Frames[i]))
                return false;
        }

        return true;
    }
}
