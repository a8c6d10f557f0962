namespace TogetherAI.Local.Dedicated;

/// <summary>What happened to an endpoint and its deployments, the oldest first. Guarded by the cloud's lock.</summary>
internal sealed class EventFeed(VirtualCloud cloud, string endpointId)
{
    // As many as anybody reads; a deployment that flaps for a month must not fill the memory.
    private const int Capacity = 20_000;

    private readonly Queue<CloudEvent> _events = new();
    private long _count;

    public string EndpointId => endpointId;

    public IEnumerable<CloudEvent> NewestFirst => _events.Reverse();

    public void Add(CloudEvent happened)
    {
        _events.Enqueue(happened with { Id = cloud.NewId("evt"), Sequence = ++_count, At = cloud.Clock.Now });
        if (_events.Count > Capacity)
            _events.Dequeue();
    }
}
