using System.Text.Json;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Weights;

/// <summary>
/// All tensors of a model, from <c>model.safetensors</c>, from the shards that <c>model.safetensors.index.json</c> names, or from GGUF.
/// They are asked for by the names of Hugging Face's checkpoints; what the file calls them stays here.
/// </summary>
internal sealed class TensorStore
{
    public const string SingleFile = "model.safetensors";
    public const string IndexFile = "model.safetensors.index.json";
    private const int MaxIndexBytes = 64 << 20;

    private readonly Dictionary<string, TensorInfo> _tensors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    private readonly GgufTensorNames? _names;

    public TensorStore(string source, GgufTensorNames? names = null)
    {
        Source = source;
        _names = names;
    }

    /// <summary>The file to name when a tensor is missing.</summary>
    public string Source { get; }

    public IEnumerable<TensorInfo> All => _tensors.Values;

    public int Count => _tensors.Count;

    /// <summary>The tensors that nobody has asked for.</summary>
    public IEnumerable<TensorInfo> Unread => _unread.Select(name => _tensors[name]);

    /// <summary>What the shapes of tensors are held to, for messages.</summary>
    public string ShapeSource => _names is null ? "config.json" : "its metadata";

    public static TensorStore Open(ModelFiles files)
    {
        // With both present Hugging Face reads the single file.
        if (files.Exists(SingleFile) || !files.Exists(IndexFile))
        {
            TensorStore store = new(SingleFile);
            store.Add(SafetensorsHeader.Read(files.Open(SingleFile)));
            return store;
        }

        return OpenShards(files);
    }

    /// <summary>What the file calls a tensor.</summary>
    public string NameOf(string name) => _names?.Of(name) ?? name;

    public bool Has(string name) => _tensors.ContainsKey(NameOf(name));

    /// <summary>Finds a tensor and holds it to its shape.</summary>
    public TensorInfo Get(string name, params ReadOnlySpan<long> shape)
    {
        name = NameOf(name);
        if (!_tensors.TryGetValue(name, out TensorInfo? tensor))
            throw new ModelFormatException(Source, name, $"is missing; the architecture in {ShapeSource} needs it.");
        if (!shape.SequenceEqual(tensor.Shape))
            throw new ModelFormatException(tensor.File.Name, name, $"has the shape {tensor.ShapeText}; {ShapeSource} makes it {TensorInfo.FormatShape(shape)}.");
        if (tensor.Type.Format is null)
            throw new ModelFormatException(tensor.File.Name, name, $"has the dtype {tensor.Type.Name}; weights of {string.Join(", ", Enum.GetNames<WeightFormat>())} can be run.");
        _unread.Remove(name);
        return tensor;
    }

    public void Add(IEnumerable<TensorInfo> tensors)
    {
        foreach (TensorInfo tensor in tensors)
        {
            if (!_tensors.TryAdd(tensor.Name, tensor))
                throw new ModelFormatException(tensor.File.Name, tensor.Name, $"is also in {_tensors[tensor.Name].File.Name}.");
            _unread.Add(tensor.Name);
        }
    }

    private static TensorStore OpenShards(ModelFiles files)
    {
        Dictionary<string, string> shardOf = ReadIndex(files.Open(IndexFile));
        TensorStore store = new(IndexFile);
        Dictionary<string, MappedFile> shards = new(StringComparer.Ordinal);
        foreach (string shard in shardOf.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!ModelFiles.IsPlainName(shard))
                throw new ModelFormatException(IndexFile, "weight_map", $"names '{shard}', which is not a plain file name.");
            if (!files.Exists(shard))
                throw new ModelFormatException(shard, null, $"is missing; {IndexFile} names it.");
            shards.Add(shard, files.Open(shard));
            store.Add(SafetensorsHeader.Read(shards[shard]));
        }

        foreach ((string tensor, string shard) in shardOf)
        {
            if (!store._tensors.TryGetValue(tensor, out TensorInfo? found) || found.File != shards[shard])
                throw new ModelFormatException(shard, tensor, $"is missing; {IndexFile} places it there.");
        }

        return store;
    }

    private static Dictionary<string, string> ReadIndex(MappedFile index)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(index.ReadAll(MaxIndexBytes), new JsonDocumentOptions { AllowDuplicateProperties = false });
            Dictionary<string, string> shardOf = new(StringComparer.Ordinal);
            foreach (JsonProperty entry in json.RootElement.GetProperty("weight_map").EnumerateObject())
                shardOf.Add(entry.Name, entry.Value.GetString() ?? throw new JsonException($"'{entry.Name}' names no file."));
            return shardOf;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ModelFormatException(index.Name, "weight_map", "must be an object of tensor names and file names: " + fault.Message, fault);
        }
    }
}
