using System.Numerics.Tensors;
using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Tiles;
using TogetherAI.Engine.Models.Gguf;
using TogetherAI.Engine.Weights;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Models;

/// <summary>
/// The weights of a decoder-only transformer and its shape; <see cref="ForwardPass"/> runs it. Immutable and thread-safe. Matrices are
/// read where their file is mapped, so the files must outlive it.
/// </summary>
internal sealed class Decoder
{
    private readonly float _embeddingScale;

    /// <summary>Keeps what it made in memory.</summary>
    private LoadTimeQuantizer? Quantizer { get; init; }

    private Decoder(ModelSpec spec, WeightLayout layout, WeightMatrix embedding, DecoderLayer[] layers, float[] finalNorm, WeightMatrix head)
    {
        Spec = spec;
        Layout = layout;
        Embedding = embedding;
        Layers = layers;
        FinalNorm = finalNorm;
        Head = head;
        _embeddingScale = (float)spec.EmbeddingScale;
        int turned = spec.RotarySize ?? spec.HeadSize;
        RotaryEmbedding everywhere = new(turned, spec.RopeTheta, spec.RopeScaling, spec.ContextLength);
        Rotaries = spec.WindowedRopeTheta is { } theta ? [everywhere, new RotaryEmbedding(turned, theta, null, spec.ContextLength)] : [everywhere];
    }

    public ModelSpec Spec { get; }

    public WeightLayout Layout { get; }

    /// <summary>The file that the weights are in, or that names those that they are in.</summary>
    public string Source { get; private init; } = "";

    /// <summary>Rearranged weights.</summary>
    public TileMemory? Tiles { get; private init; }

    /// <summary>[VocabularySize, HiddenSize]</summary>
    public WeightMatrix Embedding { get; }

    public DecoderLayer[] Layers { get; }

    public float[] FinalNorm { get; }

    /// <summary>[VocabularySize, HiddenSize]</summary>
    public WeightMatrix Head { get; }

    /// <summary>The angles; a second table where windowed layers have their own.</summary>
    public RotaryEmbedding[] Rotaries { get; }

    /// <summary>Writes what a token is on its way into the first layer.</summary>
    public void Embed(int token, Span<float> destination)
    {
        Embedding.CopyRow(token, destination);
        if (_embeddingScale != 1)
            TensorPrimitives.Multiply(destination, _embeddingScale, destination);
    }

    public static Decoder Load(ModelFiles files, LanguageModelOptions? options = null)
    {
        if (files.GgufFile is { } file)
            return Load(GgufFile.Open(files, file), options);
        ModelSpec spec = ModelSpecReader.Read(files.Open(ModelSpecReader.FileName));
        return Load(spec, ModelFamily.Of(spec).Layout, TensorStore.Open(files), options);
    }

    public static Decoder Load(GgufFile file, LanguageModelOptions? options = null) =>
        Load(GgufSpecReader.Read(file), file.Family.GgufLayout, file.Tensors, options);

    private static Decoder Load(ModelSpec spec, WeightLayout layout, TensorStore store, LanguageModelOptions? options)
    {
        if (options?.ContextLength is { } limit)
            spec = spec with { ContextLength = Math.Min(spec.ContextLength, limit) };
        LoadTimeQuantizer? quantizer = options?.Quantization is { } format ? new LoadTimeQuantizer(format) : null;
        TileMemory tiles = new(options?.MaxTileBytes);
        WeightReader reader = new(store, layout, quantizer, spec.TiedEmbeddings, tiles);
        WeightMatrix embedding = reader.Matrix("model.embed_tokens.weight", spec.VocabularySize, spec.HiddenSize);
        List<DecoderLayer> layers = [];
        while (layers.Count < spec.LayerCount)
            layers.Add(DecoderLayerReader.Read(spec, layout, reader, layers.Count));
        float[] norm = reader.Norm("model.norm.weight", spec.HiddenSize);
        WeightMatrix head = spec.TiedEmbeddings ? embedding : reader.Matrix("lm_head.weight", spec.VocabularySize, spec.HiddenSize);
        RefuseUnread(spec, store);
        return new Decoder(spec, layout, embedding, [.. layers], norm, head) { Quantizer = quantizer, Source = store.Source, Tiles = tiles };
    }

    /// <summary>A weight that the model's shape has no place for (a bias, a norm, a layer more) would be missing from the result.</summary>
    private static void RefuseUnread(ModelSpec spec, TensorStore store)
    {
        foreach (TensorInfo tensor in store.Unread)
        {
            // Older exports carry the rotary frequencies, and some carry a tied head a second time.
            bool harmless = tensor.Name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || (spec.TiedEmbeddings && tensor.Name == store.NameOf("lm_head.weight"));
            if (!harmless)
                throw new ModelFormatException(
                    tensor.File.Name,
                    tensor.Name,
                    $"belongs to no part of a {spec.Architecture} decoder of {spec.LayerCount} layers as {store.ShapeSource} describes it.");
        }
    }
}
