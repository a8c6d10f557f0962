using System.Text.Json;

namespace TogetherAI.Engine.Weights;

/// <summary>All tensors of a model, from <c>model.safetensors</c> or from the shards that <c>model.safetensors.index.json</c> names.</summary>
internal sealed class TensorStore
{
    public const string SingleFile = "model.safetensors";
    public const string IndexFile = "model.safetensors.index.json";
    private const int MaxIndexBytes = 64 << 20;

    private readonly Dictionary<string, TensorInfo> _tensors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    private TensorStore(string source) => Source = source;

    /// <summary>The file to name when a tensor is missing.</summary>
    public string Source { get; }

    /// <summary>The tensors that nobody has asked for.</summary>
    public IEnumerable<TensorInfo> Unread => _unread.Select(name => _tensors[name]);

    public static TensorStore Open(ModelFiles files)
    {
        // With both present Hugging Face reads the single file.
        if (files.Exists(SingleFile) || !files.Exists(IndexFile))
        {
            TensorStore store = new(SingleFile);
            store.Add(files.Open(SingleFile));
            return store;
        }

        return OpenShards(files);
    }

    /// <summary>Finds a tensor and holds it to its shape.</summary>
    public TensorInfo Get(string name, params ReadOnlySpan<long> shape)
    {
        if (!_tensors.TryGetValue(name, out TensorInfo? tensor))
            throw new ModelFormatException(Source, name, "is missing; the architecture in config.json needs it.");
        if (!shape.SequenceEqual(tensor.Shape))
            throw new ModelFormatException(tensor.File.Name, name, $"has the shape {tensor.ShapeText}; config.json makes it {TensorInfo.FormatShape(shape)}.");
        if (tensor.Type != TensorType.F32 && tensor.Type != TensorType.F16 && tensor.Type != TensorType.BF16)
            throw new ModelFormatException(tensor.File.Name, name, $"has the dtype {tensor.Type.Name}; weights of F32, F16 and BF16 can be run.");
        _unread.Remove(name);
        return tensor;
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
            store.Add(shards[shard]);
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

    private void Add(MappedFile file)
    {
        foreach (TensorInfo tensor in SafetensorsHeader.Read(file))
        {
            if (!_tensors.TryAdd(tensor.Name, tensor))
                throw new ModelFormatException(file.Name, tensor.Name, $"is also in {_tensors[tensor.Name].File.Name}.");
            _unread.Add(tensor.Name);
        }
    }
}
