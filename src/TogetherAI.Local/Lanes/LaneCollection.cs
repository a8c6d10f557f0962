using System.Collections;

namespace TogetherAI.Local;

/// <summary>The lanes that a server is to have, by the model names that lead to them. Not thread-safe.</summary>
public sealed class LaneCollection : IReadOnlyCollection<KeyValuePair<string, LocalLaneOptions>>
{
    private readonly List<KeyValuePair<string, LocalLaneOptions>> _lanes = [];

    internal LaneCollection()
    {
    }

    /// <summary>How many lanes were added.</summary>
    public int Count => _lanes.Count;

    /// <summary>Adds a dedicated endpoint: replicas with slots, a queue, a cold start.</summary>
    /// <param name="name">The model name of its requests, such as <c>acme/support-chat</c>.</param>
    /// <param name="configure">Sets the options. By default there is one replica with 8 slots and a queue of 100.</param>
    /// <exception cref="ArgumentException">The name is empty, or the name is taken.</exception>
    public void AddDedicated(string name, Action<DedicatedLaneOptions>? configure = null)
    {
        DedicatedLaneOptions lane = new();
        Add(name, lane);
        configure?.Invoke(lane);
    }

    /// <summary>Adds shared capacity with a dynamic rate.</summary>
    /// <param name="name">The model name of its requests, such as <c>tai-tiny-turbo</c>.</param>
    /// <param name="configure">
    /// Sets the options. By default 10 requests a second are allowed, and twice what succeeded in the last minute.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty, or the name is taken.</exception>
    public void AddServerless(string name, Action<ServerlessLaneOptions>? configure = null)
    {
        ServerlessLaneOptions lane = new();
        Add(name, lane);
        configure?.Invoke(lane);
    }

    /// <summary>Goes through the lanes: name and options.</summary>
    /// <returns>An enumerator in the order of adding.</returns>
    public IEnumerator<KeyValuePair<string, LocalLaneOptions>> GetEnumerator() => _lanes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(string name, LocalLaneOptions lane)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_lanes.Any(other => other.Key == name))
            throw new ArgumentException($"There is already a lane named {name}: give one of them another name.", nameof(name));
        _lanes.Add(new(name, lane));
    }
}
