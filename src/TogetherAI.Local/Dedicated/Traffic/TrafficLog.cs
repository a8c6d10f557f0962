namespace TogetherAI.Local.Dedicated;

/// <summary>The requests of an endpoint that have ended, in the order of their ending. Guarded by the cloud's lock.</summary>
internal sealed class TrafficLog
{
    // Some tens of megabytes at most.
    private const int Capacity = 200_000;

    private readonly Queue<TrafficSample> _samples = new();

    public IReadOnlyCollection<TrafficSample> Samples => _samples;

    public void Add(TrafficSample sample)
    {
        _samples.Enqueue(sample);
        if (_samples.Count > Capacity)
            _samples.Dequeue();
    }
}
