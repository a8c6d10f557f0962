namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Collects the places that may come next. Not thread-safe.</summary>
internal sealed class FrameSet
{
    // Alternatives that cannot be told apart yet are followed side by side. A schema can make them double at every level; then the first
    // are followed, each of which leads to a good value.
    private const int MaxFrames = 256;

    private readonly List<Frame> _frames = [];

    public bool IsComplete { get; set; }

    public IReadOnlyList<Frame> Frames => _frames;

    public void Clear()
    {
        _frames.Clear();
        IsComplete = false;
    }

    public void Add(Frame leaf)
    {
        if (_frames.Count == MaxFrames)
            return;
        foreach (Frame frame in _frames)
        {
            if (frame.IsSameAs(leaf))
                return;
        }

        _frames.Add(leaf);
    }

    /// <summary>A node was written whole: goes on with what follows it.</summary>
    public void Continue(Frame? rest)
    {
        if (rest is null)
            IsComplete = true;
        else
            rest.Node.Resume(rest, this);
    }
}
