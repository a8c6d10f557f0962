using System.Collections;

namespace TogetherAI.Local;

/// <summary>
/// What the server received, in the order of arrival: refused and faulted requests too. The oldest leave when the log is full
/// (<see cref="LocalTogetherOptions.RequestLogCapacity"/>, <see cref="LocalTogetherOptions.MaxRequestLogSize"/>). Thread-safe;
/// enumerating works on a copy of the moment.
/// </summary>
public sealed class RequestLog : IReadOnlyList<LoggedRequest>
{
    private readonly Lock _gate = new();
    private readonly Queue<LoggedRequest> _requests = new();
    private readonly int _capacity;
    private readonly long _maxSize;
    private long _size;
    private long _total;

    /// <param name="capacity">In requests.</param>
    /// <param name="maxSize">In bytes of <see cref="LoggedRequest.Size"/>.</param>
    internal RequestLog(int capacity, long maxSize) => (_capacity, _maxSize) = (capacity, maxSize);

    /// <summary>How many requests the log holds.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _requests.Count;
        }
    }

    /// <summary>How many requests ever arrived, those included that the log no longer holds.</summary>
    public long Total
    {
        get
        {
            lock (_gate)
                return _total;
        }
    }

    /// <summary>A request by its place in the log; zero is the oldest one held.</summary>
    /// <param name="index">Zero to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public LoggedRequest this[int index]
    {
        get
        {
            lock (_gate)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(index);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _requests.Count);
                return _requests.ElementAt(index);
            }
        }
    }

    /// <summary>Forgets every request, so that a test that shares a server can begin anew. <see cref="Total"/> stays.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _size = 0;
        }
    }

    /// <summary>Goes through the requests held at this moment.</summary>
    /// <returns>An enumerator that later requests do not disturb.</returns>
    public IEnumerator<LoggedRequest> GetEnumerator()
    {
        LoggedRequest[] snapshot;
        lock (_gate)
            snapshot = [.. _requests];
        return ((IEnumerable<LoggedRequest>)snapshot).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(LoggedRequest request)
    {
        lock (_gate)
        {
            _total++;
            _requests.Enqueue(request);
            _size += request.Size;
            while (_requests.Count > _capacity || _size > _maxSize)
                _size -= _requests.Dequeue().Size;
        }
    }
}
