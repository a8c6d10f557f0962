namespace TogetherAI.Local.Lanes;

/// <summary>Requests that wait, first come, first served, for what another request gives back. Guarded by its owner's lock.</summary>
/// <remarks>
/// A virtual clock must neither stand still while somebody waits here, nor move on between the giving and the taking. So whoever gives
/// says that the taker is being served again, before the taker has noticed.
/// </remarks>
internal sealed class WaitingLine<T>(Lock gate, VirtualTimeProvider? clock)
{
    private readonly LinkedList<TaskCompletionSource<T>> _waiting = [];

    /// <summary>Read under the lock.</summary>
    public int Count => _waiting.Count;

    /// <summary>A place at the end. Called under the lock; then waited on outside of it.</summary>
    public LinkedListNode<TaskCompletionSource<T>> Join() =>
        _waiting.AddLast(new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Waits until the place is served. A caller that goes away leaves its place at once, whoever is before it.</summary>
    public async Task<T> WaitAsync(LinkedListNode<TaskCompletionSource<T>> place, CancellationToken cancellationToken)
    {
        clock?.EndServing();
        await using (cancellationToken.UnsafeRegister(_ => Leave(place, cancellationToken), null).ConfigureAwait(false))
            return await place.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Gives to the first. Called under the lock; somebody must be waiting.</summary>
    public void Give(T value)
    {
        TaskCompletionSource<T> first = _waiting.First!.Value;
        _waiting.RemoveFirst();
        clock?.BeginServing();
        first.SetResult(value);
    }

    /// <summary>Sends everybody away. Called under the lock.</summary>
    public void Refuse(Func<Exception> why)
    {
        foreach (TaskCompletionSource<T> waiting in _waiting)
        {
            clock?.BeginServing();
            waiting.SetException(why());
        }

        _waiting.Clear();
    }

    private void Leave(LinkedListNode<TaskCompletionSource<T>> place, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (place.List is null)
                return;
            _waiting.Remove(place);
            clock?.BeginServing();
            place.Value.SetCanceled(cancellationToken);
        }
    }
}
