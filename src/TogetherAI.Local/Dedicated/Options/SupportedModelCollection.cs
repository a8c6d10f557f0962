using System.Collections;

namespace TogetherAI.Local;

/// <summary>The models that deployments of a virtual cloud can be made of. Not thread-safe.</summary>
public sealed class SupportedModelCollection : IReadOnlyCollection<SupportedModelOptions>
{
    private readonly List<SupportedModelOptions> _models = [new("tai-tiny")];

    internal SupportedModelCollection()
    {
    }

    /// <summary>How many there are.</summary>
    public int Count => _models.Count;

    /// <summary>A model, to change it.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those there are.</exception>
    public SupportedModelOptions this[string name] => _models.Find(model => model.Name == name)
        ?? throw new KeyNotFoundException($"There is no supported model {name}. There are: {string.Join(", ", _models.Select(static model => model.Name))}.");

    /// <summary>Adds a model.</summary>
    /// <param name="name">
    /// Its name. It need not be one of the server's models: <see cref="LocalLaneOptions.Model"/> of a profile says what answers, else the
    /// server's default model does.
    /// </param>
    /// <param name="configure">Adds the ways to run it.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public void Add(string name, Action<SupportedModelOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_models.Exists(other => other.Name == name))
            throw new ArgumentException($"There is a supported model {name} already: change that one, or Clear() first.", nameof(name));
        SupportedModelOptions model = new(name);
        _models.Add(model);
        configure?.Invoke(model);
    }

    /// <summary>Takes all of them away, the default one included.</summary>
    public void Clear() => _models.Clear();

    /// <summary>Goes through them.</summary>
    /// <returns>An enumerator in the order of adding.</returns>
    public IEnumerator<SupportedModelOptions> GetEnumerator() => _models.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
