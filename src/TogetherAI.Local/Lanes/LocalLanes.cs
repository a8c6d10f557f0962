using System.Collections;
using TogetherAI.Local.Dedicated;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Lanes;

namespace TogetherAI.Local;

/// <summary>The lanes of a running server, in the order in which the options added them. Thread-safe.</summary>
public sealed class LocalLanes : IReadOnlyCollection<LocalLane>
{
    private readonly Dictionary<string, LocalLane> _lanes = new(StringComparer.Ordinal);

    internal LocalLanes(LocalTogetherOptions options)
    {
        foreach ((string name, LocalLaneOptions lane) in options.Lanes)
        {
            _lanes[name] = lane is DedicatedLaneOptions dedicated
                ? new DedicatedLane(name, dedicated, options)
                : new ServerlessLane(name, (ServerlessLaneOptions)lane, options);
        }
    }

    /// <summary>How many lanes there are.</summary>
    public int Count => _lanes.Count;

    /// <summary>A lane by the model name that leads to it.</summary>
    /// <param name="name">The name that the options gave it.</param>
    /// <exception cref="KeyNotFoundException">The server has no such lane; the message lists those it has.</exception>
    public LocalLane this[string name] => _lanes.TryGetValue(name, out LocalLane? lane)
        ? lane
        : throw new KeyNotFoundException($"There is no lane named {name}. This server has: {string.Join(", ", _lanes.Keys)}.");

    /// <summary>Goes through the lanes.</summary>
    /// <returns>An enumerator in the order of adding.</returns>
    public IEnumerator<LocalLane> GetEnumerator() => _lanes.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Where a name that is no lane's may lead as well.</summary>
    internal VirtualCloud? Cloud { get; set; }

    /// <summary>A place for the request where its model is a lane's or a dedicated endpoint's, else null.</summary>
    internal async ValueTask<LaneTurn?> EnterAsync(ApiCall call, string model) =>
        _lanes.TryGetValue(model, out LocalLane? lane) ? await lane.EnterAsync(call).ConfigureAwait(false)
        : Cloud is { } cloud ? await cloud.EnterAsync(call, model).ConfigureAwait(false)
        : null;
}
