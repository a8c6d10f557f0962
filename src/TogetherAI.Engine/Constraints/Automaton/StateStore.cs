namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// The states of a constraint, each once, so that what was found out about one is not found out again. Whoever asks a state for the next
/// holds <see cref="Gate"/>.
/// </summary>
internal sealed class StateStore
{
    // A state that leads on in many ways takes about 2 kB. Forgetting costs only time.
    private const int MaxStates = 4096;

    public static readonly ConstraintState Dead = new([], false, new StateStore());

    private readonly Dictionary<int, List<ConstraintState>> _states = [];
    private int _count;

    public Lock Gate { get; } = new();

    /// <summary>The state with these places; null where there is none.</summary>
    public ConstraintState? Find(FrameSet set)
    {
        if (set.Frames.Count == 0 && !set.IsComplete)
            return null;
        HashCode hash = default;
        foreach (Frame frame in set.Frames)
            hash.Add(frame.Hash());

        int key = hash.ToHashCode();
        if (!_states.TryGetValue(key, out List<ConstraintState>? alike))
            _states.Add(key, alike = []);
        foreach (ConstraintState known in alike)
        {
            if (known.Matches(set))
                return known;
        }

        if (++_count > MaxStates)
        {
            _states.Clear();
            _count = 1;
            _states.Add(key, alike = []);
        }

        ConstraintState state = new([.. set.Frames], set.IsComplete, this);
        alike.Add(state);
        return state;
    }
}
