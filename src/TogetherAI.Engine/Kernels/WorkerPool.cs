using System.Runtime.ExceptionServices;

namespace TogetherAI.Engine.Kernels;

/// <summary>
/// The threads that share the items of one piece of work with the thread that starts it. Each claims the next few items when it is
/// free, so one that is held up by other processes takes fewer; a worker that has not woken by the time everything is claimed is
/// not waited for. Idle workers spin for some microseconds, because layers follow one another closely, and then park.
/// </summary>
/// <remarks><see cref="Run"/> is to be called by one thread at a time.</remarks>
internal sealed class WorkerPool : IDisposable
{
    private const int SpinsBeforeParking = 40;

    private readonly object _gate = new();
    private readonly Thread[] _workers;
    private IParallelWork? _work;
    private int _items, _grain, _next, _active;
    private int _epoch;
    private ExceptionDispatchInfo? _fault;
    private bool _stopping;

    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
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
        if (_workers.Length == 0 || items <= grain)
        {
            work.Run(0, items);
            return;
        }

        lock (_gate)
        {
            (_work, _items, _grain, _next, _fault) = (work, items, grain, 0, null);
            Volatile.Write(ref _epoch, _epoch + 1);
            Monitor.PulseAll(_gate);
        }

        Claim(work, items, grain);
        lock (_gate)
        {
            _work = null;
            while (_active > 0)
                Monitor.Wait(_gate);
        }

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

    private void Claim(IParallelWork work, int items, int grain)
    {
        try
        {
            for (int first; (first = Interlocked.Add(ref _next, grain) - grain) < items;)
                work.Run(first, Math.Min(first + grain, items));
        }
        catch (Exception fault)
        {
            // No item is left for the others, and Run tells its caller.
            _fault = ExceptionDispatchInfo.Capture(fault);
            Volatile.Write(ref _next, items);
        }
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
