namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Where a constraint stands after some bytes. Immutable and thread-safe.</summary>
internal sealed class ConstraintState
{
    private readonly Frame[] _frames;

    private ConstraintState(FrameSet set) => (_frames, IsComplete) = (set.ToArray(), set.IsComplete);

    /// <summary>Whether the bytes so far may be all.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether no byte may follow.</summary>
    public bool IsClosed => _frames.Length == 0;

    public static ConstraintState StartOf(Node root)
    {
        FrameSet set = new();
        root.Enter(0, null, set);
        return new ConstraintState(set);
    }

    /// <summary>The state after one more byte; null where the byte may not follow.</summary>
    public ConstraintState? After(byte next)
    {
        FrameSet set = new();
        foreach (Frame frame in _frames)
            frame.Node.Step(frame, next, set);
        ConstraintState after = new(set);
        return after.IsClosed && !after.IsComplete ? null : after;
    }

    public ConstraintState? After(ReadOnlySpan<byte> bytes)
    {
        ConstraintState? state = this;
        for (int i = 0; i < bytes.Length && state is not null; i++)
            state = state.After(bytes[i]);
        return state;
    }
}
