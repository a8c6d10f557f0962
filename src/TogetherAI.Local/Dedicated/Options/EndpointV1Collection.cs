using System.Collections;

namespace TogetherAI.Local;

/// <summary>The endpoints of the first version that a virtual cloud begins with. Not thread-safe.</summary>
public sealed class EndpointV1Collection : IReadOnlyCollection<EndpointV1Options>
{
    private readonly List<EndpointV1Options> _endpoints = [];

    internal EndpointV1Collection()
    {
    }

    /// <summary>How many there are.</summary>
    public int Count => _endpoints.Count;

    /// <summary>Adds an endpoint.</summary>
    /// <param name="name">The model name of its requests, such as <c>acme/tai-tiny-1a2b3c4d</c>.</param>
    /// <param name="configure">Sets what it serves and on what.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public void Add(string name, Action<EndpointV1Options>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_endpoints.Exists(other => other.Name == name))
            throw new ArgumentException($"There is an endpoint of the first version named {name} already: give one of them another name.", nameof(name));
        EndpointV1Options endpoint = new(name);
        _endpoints.Add(endpoint);
        configure?.Invoke(endpoint);
    }

    /// <summary>Goes through them.</summary>
    /// <returns>An enumerator in the order of adding.</returns>
    public IEnumerator<EndpointV1Options> GetEnumerator() => _endpoints.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
