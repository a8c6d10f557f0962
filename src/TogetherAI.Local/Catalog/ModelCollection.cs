using System.Collections;
using TogetherAI.Engine;

namespace TogetherAI.Local;

/// <summary>The models that a server is to load: folders in Hugging Face format and GGUF files, by name. Not thread-safe.</summary>
public sealed class ModelCollection : IReadOnlyCollection<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _folders = [];

    internal ModelCollection()
    {
    }

    /// <summary>How many models were added; the built-in one is not counted.</summary>
    public int Count => _folders.Count;

    /// <summary>Adds a model under the name of its folder, or of its GGUF file without the ending and the number of a part. The first model added is the server's default.</summary>
    /// <param name="folder">
    /// A folder with <c>config.json</c>, <c>tokenizer.json</c> and safetensors weights, or a GGUF file. Read when the server starts, not before.
    /// </param>
    /// <exception cref="ArgumentException">The path is empty or has no last part to take the name from, or the name is taken.</exception>
    public void Add(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Add(ModelFiles.NameOf(folder), folder);
    }

    /// <summary>Adds a model under a name of one's own, such as the name it has at the service.</summary>
    /// <param name="name">What requests call it.</param>
    /// <param name="folder">As of <see cref="Add(string)"/>.</param>
    /// <exception cref="ArgumentException">The name or the path is empty, or the name is taken.</exception>
    public void Add(string name, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (_folders.Any(model => model.Key == name))
            throw new ArgumentException($"There is already a model named {name}: give one of them another name.", nameof(name));
        _folders.Add(new(name, folder));
    }

    /// <summary>Goes through the models: name and folder.</summary>
    /// <returns>An enumerator in the order of adding.</returns>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _folders.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
