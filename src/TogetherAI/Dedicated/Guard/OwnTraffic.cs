using System.Collections.Concurrent;

namespace TogetherAI;

/// <summary>
/// What this process itself sends, by model: how many calls are under way and when the last one began or ended. One for all clients that
/// come from one another. A call that runs counts from before its first attempt to the end of its answer, of a stream to its end or its
/// disposal. Thread-safe, and free of locks: every call passes through here.
/// </summary>
/// <param name="time">Only its timestamps are used: they go on evenly where somebody sets the clock.</param>
internal sealed class OwnTraffic(TimeProvider time)
{
    /// <summary>How many models are remembered. A program uses a handful; a gateway passes on whatever name a stranger makes up.</summary>
    public const int Capacity = 1024;

    private readonly ConcurrentDictionary<string, ModelTraffic> _models = new(StringComparer.Ordinal);
    private readonly Lock _forgetting = new();
    private long _forgottenUntil = long.MinValue;

    /// <summary>The clock's timestamp.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>A call begins.</summary>
    /// <param name="model">The model it asks.</param>
    /// <returns>Where it is to be ended, once.</returns>
    public ModelTraffic Begin(string model)
    {
        while (true)
        {
            if (!_models.TryGetValue(model, out ModelTraffic? traffic))
            {
                if (_models.Count >= Capacity)
                    Forget();
                traffic = _models.GetOrAdd(model, static (_, owner) => new ModelTraffic(owner), this);
            }

            if (traffic.TryBegin())
                return traffic;
        }
    }

    /// <summary>What has been sent to an endpoint: under its own name, past its split (<c>/deployment</c>), and to its adapters (<c>:adapter</c>).</summary>
    /// <param name="endpoint">The name, <c>project/endpoint</c> or <c>project/endpoint/deployment</c>.</param>
    public OwnTrafficReading Read(string endpoint)
    {
        // In this order: what is forgotten between the two lines is then found in one of them.
        int inFlight = 0;
        long last = long.MinValue;
        foreach ((string model, ModelTraffic traffic) in _models)
        {
            if (!IsOf(endpoint, model))
                continue;
            inFlight += traffic.InFlight; // before the time: a call that ends in between has then been seen, or left its time
            last = Math.Max(last, traffic.LastUsed);
        }

        last = Math.Max(last, Interlocked.Read(ref _forgottenUntil));
        return new OwnTrafficReading(inFlight, last == long.MinValue ? null : time.GetElapsedTime(last));
    }

    private static bool IsOf(string endpoint, string model) =>
        model.StartsWith(endpoint, StringComparison.Ordinal) && (model.Length == endpoint.Length || model[endpoint.Length] is '/' or ':');

    /// <summary>
    /// Forgets the half that was used least lately, and remembers when that was: until then, any name may have been in use. So what is
    /// forgotten keeps an endpoint longer, and stops none.
    /// </summary>
    private void Forget()
    {
        lock (_forgetting)
        {
            if (_models.Count < Capacity)
                return;
            // Its own copy, made at one moment: LINQ would ask for the count and then for the entries, of which there may be more by then.
            foreach ((string model, ModelTraffic traffic) in _models.ToArray().OrderBy(static entry => entry.Value.LastUsed).Take(Capacity / 2))
            {
                if (!traffic.TryForget())
                    continue;
                Interlocked.Exchange(ref _forgottenUntil, Math.Max(Interlocked.Read(ref _forgottenUntil), traffic.LastUsed));
                _models.TryRemove(model, out _);
            }
        }
    }
}
