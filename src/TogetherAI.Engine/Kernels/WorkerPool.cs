using System.Runtime.ExceptionServices;

namespace TogetherAI.Engine.Kernels;

/// <summary>
/// The threads that share the items of one piece of work with the thread that starts it. Each claims the next few items when it is
/// free, so one that is held up by other processes takes fewer; a worker that has not woken by the time everything is claimed is
/// not waited for. Idle workers spin for a while, because layers follow one another closely, and then park; so does the caller where the
/// last items are another's. To wake a parked thread takes as long as a small product.
/// </summary>
/// <remarks>
/// Where other processes take the processors away, waiting for a worker that has begun can take longer than the work. The pool notices, and
/// goes on with the calling thread alone for a while: many threads are then hardly slower than one.
/// <see cref="Run"/> is to be called by one thread at a time.
/// </remarks>
internal sealed class WorkerPool : IDisposable
{
    /// <summary>Many of them give the processor to whoever else wants it.</summary>
    private const int SpinsBeforeParking = 200;

    /// <summary>Set in <see cref="_state"/> while workers may join.</summary>
    private const int Open = 1 << 30;

    /// <summary>Time alone that follows a loss, as a multiple of what was lost; so waiting for workers never takes more than its inverse.</summary>
    private const int Penalty = 8;

    /// <summary>Most runs alone, some tokens' worth: then it is tried again.</summary>
    private const int LastPenalty = 4096;

    private readonly TimeProvider _time;
    private readonly bool _alwaysShares;

    private readonly object _gate = new();
    private readonly Thread[] _workers;
    private IParallelWork? _work;
    private int _items, _grain, _next;
    private int _epoch;
    private int _alone;
    private ExceptionDispatchInfo? _fault;

    /// <summary>How many workers have joined, and whether more may.</summary>
    private int _state;

    /// <summary>Threads that sleep: workers, and whether the caller does.</summary>
    private int _parked;
    private bool _callerParked;
    private bool _stopping;

    /// <param name="threads">Threads that work, the caller of <see cref="Run"/> included.</param>
    /// <param name="time">For what it notices.</param>
    /// <param name="alwaysShares">Shares all work, however long the others keep the caller waiting.</param>
    public WorkerPool(int threads, TimeProvider? time = null, bool alwaysShares = false)
    {
        _alwaysShares = alwaysShares;
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _time = time ?? TimeProvider.System;
        _workers = new Thread[threads - 1];
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(Work) { IsBackground = true, Name = $"TogetherAI kernels {i + 1}" };
            _workers[i].Start();
        }
    }

    /// <summary>Threads that work, the caller of <see cref="Run"/> included.</summary>
    public int Threads => _workers.Length + 1;

    /// <summary>Does all items and returns when the last is done.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="grain">How many items a thread claims at once, at most.</param>
    public void Run(IParallelWork work, int items, int grain)
    {
        if (_workers.Length == 0 || items <= grain || _alone > 0)
        {
            _alone = items > grain && _alone > 0 ? _alone - 1 : _alone;
            work.Run(0, items);
            return;
        }

        long start = _time.GetTimestamp();
        (_work, _items, _grain, _next, _fault) = (work, items, grain, 0, null);
        Volatile.Write(ref _state, Open);
        Interlocked.Increment(ref _epoch);
        if (Volatile.Read(ref _parked) > 0)
            WakeAll();

        int own = Claim(work, items, grain);
        long claimed = _time.GetTimestamp();
        Interlocked.And(ref _state, ~Open);
        WaitForWorkers();
        _work = null;
        Judge(claimed - start, _time.GetTimestamp() - start, own, items);
        _fault?.Throw();
    }

    public void Dispose()
    {
        Volatile.Write(ref _stopping, true);
        Interlocked.Increment(ref _epoch);
        WakeAll();
        foreach (Thread worker in _workers)
            worker.Join();
    }

    /// <summary>All items would have taken this thread as much longer as they are more than its own: was it worth sharing them?</summary>
    private void Judge(long ownTime, long sharedTime, int own, int items)
    {
        // Where nobody came, nobody was waited for; where the others did all, they were quick.
        if (_alwaysShares || own == items || own == 0)
            return;
        double alone = Math.Max(1.0, (double)ownTime * items / own), lost = sharedTime - alone;
        if (lost > 0)
            _alone = (int)Math.Min(Penalty * lost / alone, LastPenalty);
    }

    /// <summary>Returns how many items this thread did.</summary>
    private int Claim(IParallelWork work, int items, int grain)
    {
        int done = 0;
        try
        {
            for (int first = Volatile.Read(ref _next); first < items; first = Volatile.Read(ref _next))
            {
                // Fewer towards the end, so that the last to finish is not waited for long.
                int end = first + Math.Clamp((items - first) / (2 * Threads), 1, grain);
                if (Interlocked.CompareExchange(ref _next, end, first) != first)
                    continue;
                work.Run(first, end);
                done += end - first;
            }
        }
        catch (Exception fault)
        {
            // No item is left for the others, and Run tells its caller.
            _fault = ExceptionDispatchInfo.Capture(fault);
            Volatile.Write(ref _next, items);
        }

        return done;
    }

    private void Work()
    {
        int seen = 0;
        while (true)
        {
            WaitForWork(seen);
            if (Volatile.Read(ref _stopping))
                return;

            // Before joining: whatever is joined then has this number or a later one.
            seen = Volatile.Read(ref _epoch);
            if (!TryJoin())
                continue;
            Claim(_work!, _items, _grain);
            if (Interlocked.Decrement(ref _state) == 0 && Volatile.Read(ref _callerParked))
                WakeAll();
        }
    }

    /// <summary>The run does not end before a worker that has joined leaves.</summary>
    private bool TryJoin()
    {
        int state = Volatile.Read(ref _state);
        while ((state & Open) != 0)
        {
            int before = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (before == state)
                return true;
            state = before;
        }

        return false;
    }

    private void WaitForWork(int seen)
    {
        SpinWait spin = default;
        while (Volatile.Read(ref _epoch) == seen && spin.Count < SpinsBeforeParking)
            spin.SpinOnce(sleep1Threshold: -1);
        if (Volatile.Read(ref _epoch) != seen)
            return;
        lock (_gate)
        {
            Interlocked.Increment(ref _parked);
            while (Volatile.Read(ref _epoch) == seen)
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _parked);
        }
    }

    private void WaitForWorkers()
    {
        SpinWait spin = default;
        while (Volatile.Read(ref _state) != 0 && spin.Count < SpinsBeforeParking)
            spin.SpinOnce(sleep1Threshold: -1);
        if (Volatile.Read(ref _state) == 0)
            return;
        lock (_gate)
        {
            Volatile.Write(ref _callerParked, true);
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref _state) != 0)
                Monitor.Wait(_gate);
            _callerParked = false;
        }
    }

    private void WakeAll()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
