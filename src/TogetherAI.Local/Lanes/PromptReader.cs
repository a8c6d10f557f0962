namespace TogetherAI.Local.Lanes;

/// <summary>The part of a replica that reads prompts: one at a time, in the order in which they came. Thread-safe.</summary>
internal sealed class PromptReader
{
    private readonly Lock _gate = new();
    private readonly WaitingLine<bool> _line;
    private bool _busy;

    public PromptReader(VirtualTimeProvider? clock) => _line = new(_gate, clock);

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<bool>> place;
        lock (_gate)
        {
            if (!_busy)
            {
                _busy = true;
                return;
            }

            place = _line.Join();
        }

        await _line.WaitAsync(place, cancellationToken).ConfigureAwait(false);
    }

    public void End()
    {
        lock (_gate)
        {
            _busy = _line.Count > 0;
            if (_busy)
                _line.Give(true);
        }
    }
}
