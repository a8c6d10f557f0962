using System.Runtime.ExceptionServices;

namespace TogetherAI.Engine.Kernels;

/// <summary>
/// The threads that share the items of one piece of work with the thread that starts it. Each claims the next few items when it is
/// free, so one that is held up by other processes takes fewer; a worker that has not woken by the time everything is claimed is
/// not waited for. Idle workers spin for some microseconds, because layers follow one another closely, and then park.
/// </summary>
/// <remarks>
/// Where other processes take the processors away, waiting for a worker that has begun can take longer than the work. The pool notices, and
/// goes on with the calling thread alone for a while: many threads are then hardly slower than one.
/// <see cref="Run"/> is to be called by one thread at a time.
/// </remarks>
internal sealed class WorkerPool : IDisposable
{
    private const int SpinsBeforeParking = 40;

    /// <summary>Time alone that follows a loss, as a multiple of what was lost; so waiting for workers never takes more than its inverse.</summary>
    private const int Penalty = 8;

    /// <summary>Most runs alone, some tokens' worth: then it is tried again.</summary>
    private const int LastPenalty = 4096;

    private readonly TimeProvider _time;

    private readonly object _gate = new();
    private readonly Thread[] _workers;
    private IParallelWork? _work;
    private int _items, _grain, _next, _active;
    private int _epoch;
    private int _alone;
    private ExceptionDispatchInfo? _fault;
    private bool _stopping;

    public WorkerPool(int threads, TimeProvider? time = null)
    {
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
    /// <param name="grain">How many items a thread claims at once.</param>
    public void Run(IParallelWork work, int items, int grain)
    {
        if (_workers.Length == 0 || items <= grain || _alone > 0)
        {
            _alone = items > grain && _alone > 0 ? _alone - 1 : _alone;
            work.Run(0, items);
            return;
        }

        long start = _time.GetTimestamp();
        lock (_gate)
        {
            (_work, _items, _grain, _next, _fault) = (work, items, grain, 0, null);
            Volatile.Write(ref _epoch, _epoch + 1);
            Monitor.PulseAll(_gate);
        }

        int own = Claim(work, items, grain);
        long claimed = _time.GetTimestamp();
        lock (_gate)
        {
            _work = null;
            while (_active > 0)
                Monitor.Wait(_gate);
        }

        Judge(claimed - start, _time.GetTimestamp() - start, own, items);
        _fault?.Throw();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Volatile.Write(ref _epoch, _epoch + 1);
            Monitor.PulseAll(_gate);
        }

        foreach (Thread worker in _workers)
            worker.Join();
    }

    /// <summary>All items would have taken this thread as much longer as they are more than its own: was it worth sharing them?</summary>
    private void Judge(long ownTime, long sharedTime, int own, int items)
    {
        // Where nobody came, nobody was waited for; where the others did all, they were quick.
        if (own == items || own == 0)
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
            for (int first; (first = Interlocked.Add(ref _next, grain) - grain) < items;)
            {
                int end = Math.Min(first + grain, items);
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
            SpinWait spin = default;
            while (Volatile.Read(ref _epoch) == seen && spin.Count < SpinsBeforeParking)
                spin.SpinOnce(sleep1Threshold: -1);

            IParallelWork? work;
            int items, grain;
            lock (_gate)
            {
                while (_epoch == seen && !_stopping)
                    Monitor.Wait(_gate);
                if (_stopping)
                    return;
                seen = _epoch;
                (work, items, grain) = (_work, _items, _grain);
                if (work is null)
                    continue;
                _active++;
            }

            Claim(work, items, grain);
            lock (_gate)
            {
                if (--_active == 0)
                    Monitor.PulseAll(_gate);
            }
        }
    }
}
