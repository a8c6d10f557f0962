using TogetherAI.Engine.Models;
using TogetherAI.Engine.Models.Gguf;
using TogetherAI.Engine.Tests.Weights.Gguf;
using GgufFile = TogetherAI.Engine.Weights.Gguf.GgufFile;

namespace TogetherAI.Engine.Tests.Models.Gguf;

/// <summary>What the metadata of files that others wrote come to.</summary>
public class GgufSpecTests
{
    [Fact]
    public void A_llama_is_read_with_the_defaults_of_llama_cpp()
    {
        ModelSpec spec = Read(Llama());
        Assert.Equal(
            ("llama", 100, 64, 2, 4, 4, 16, 128, 2048, 10_000.0),
            (spec.Architecture, spec.VocabularySize, spec.HiddenSize, spec.LayerCount, spec.HeadCount, spec.KeyValueHeadCount, spec.HeadSize, spec.FeedForwardSize, spec.ContextLength, spec.RopeTheta));
        Assert.Null(spec.RopeScaling);
        Assert.Null(spec.SlidingWindow);
        Assert.True(spec.TiedEmbeddings);
        Assert.False(spec.QueryKeyValueBias || spec.QueryKeyNorm || spec.OutputNorms);
    }

    [Fact]
    public void The_gemmas_differ_as_their_makers_made_them()
    {
        ModelSpec two = Read(Model("gemma2", layers: 4)), three = Read(Model("gemma3", layers: 12).Add("gemma3.attention.sliding_window", 512));
        Assert.Equal((4096, 50.0, 30.0), (two.SlidingWindow, two.AttentionSoftCap, two.LogitSoftCap));
        Assert.Equal([true, false, true, false], two.WindowedLayers);
        Assert.Equal((512, null, null, 10_000.0, "gemma3_text"), (three.SlidingWindow, three.AttentionSoftCap, three.LogitSoftCap, three.WindowedRopeTheta, three.Architecture));
        Assert.Equal([5, 11], Enumerable.Range(0, 12).Where(layer => !three.IsWindowed(layer)));
        Assert.Equal((Activation.GeluTanh, 8.0, true), (three.Activation, three.EmbeddingScale, three.OutputNorms && three.QueryKeyNorm));
        Assert.Equal(1 / Math.Sqrt(16), Read(Model("gemma2", layers: 46).Add("gemma2.attention.key_length", 32)).QueryScale);
        Assert.Null(Read(Model("gemma2", layers: 26)).QueryScale);
    }

    [Fact]
    public void Every_fourth_layer_of_smollm3_turns_nothing() =>
        Assert.Equal([false, false, false, true, false], Read(Model("smollm3", layers: 5)).UnrotatedLayers);

    [Fact]
    public void Yarn_and_linear_scaling_are_keys()
    {
        Assert.Equal(new RopeScaling.Linear(4), Read(Scaled("linear", 4)).RopeScaling);
        Assert.Equal(
            new RopeScaling.Yarn(8, 256, 32, 1, (0.1 * Math.Log(8)) + 1),
            Read(Scaled("yarn", 8).Add("llama.rope.scaling.original_context_length", 256)).RopeScaling);
    }

    public static TheoryData<string, string, byte[]> Broken => new()
    {
        { "general.architecture", "supported are llama", Model("mamba").Build() },
        { "general.architecture", "is missing", new GgufBytes().Build() },
        { "llama.block_count", "is missing", new GgufBytes().Add("general.architecture", "llama").Build() },
        { "llama.block_count", "from 1 to 4096", Model("llama", layers: 5000).Build() },
        { "llama.attention.head_count", "from 1 to 1024", Model("llama", heads: 0).Build() },
        { "llama.attention.head_count", "an array of 1 UInt32", Model("llama", heads: null).Add("llama.attention.head_count", 9, [4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0]).Build() },
        { "llama.attention.head_count_kv", "does not divide", Llama().Add("llama.attention.head_count_kv", 3).Build() },
        { "llama.embedding_length", "do not divide", Model("llama", hidden: 66).Build() },
        { "llama.attention.key_length", "even", Llama().Add("llama.attention.key_length", 17).Build() },
        { "llama.attention.value_length", "two lengths", Llama().Add("llama.attention.value_length", 8).Build() },
        { "llama.rope.dimension_count", "only 16", Llama().Add("llama.rope.dimension_count", 8).Build() },
        { "llama.rope.freq_base", "positive", Llama().Add("llama.rope.freq_base", 6, BitConverter.GetBytes(0f)).Build() },
        { "llama.rope.freq_base", "finite", Llama().Add("llama.rope.freq_base", 6, BitConverter.GetBytes(float.NaN)).Build() },
        { "llama.rope.scaling.type", "supported are none", Llama().Add("llama.rope.scaling.type", "ntk").Build() },
        { "llama.rope.scaling.type", "longrope with its tensors", Llama().Add("llama.rope.scaling.type", "longrope").Build() },
        { "llama.rope.scaling.factor", "at least 1", Scaled("linear", 0.5f).Build() },
        { "llama.expert_count", "experts", Llama().Add("llama.expert_count", 8).Build() },
        { "llama.vocab_size", "is missing", Model("llama", vocabulary: false).Build() },
        { "llama.attention.sliding_window_pattern", "1 entries for 2 layers", Llama().Add("llama.attention.sliding_window", 8).Add("llama.attention.sliding_window_pattern", 9, [7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]).Build() },
        { "token_embd.weight", "is missing", Llama().Build() },
        { "token_embd.weight", "dtype Q5_0", Llama().Tensor("token_embd.weight", 6, 0, 64, 100).Build() },
        { "token_embd.weight", "its metadata makes it [100, 64]", Llama().Tensor("token_embd.weight", 0, 0, 32, 2).Build() },
        { "rope_freqs.weight", "has the shape [4]", Llama().Tensor("rope_freqs.weight", 0, 0, 4).Build() },
        { "rope_freqs.weight", "no positive number", Llama().Tensor("rope_freqs.weight", 0, 0, 8).Build() },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_cannot_be_run_is_refused_by_its_key_or_tensor(string field, string message, byte[] file)
    {
        // Tensors of zeros, as far as the case needs them.
        Array.Resize(ref file, file.Length + 8192);
        using ByteModelFiles files = new(file);
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Decoder.Load(files));
        Assert.Equal(("model.gguf", field), (fault.File, fault.Field));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static GgufBytes Llama() => Model("llama");

    private static GgufBytes Scaled(string type, float factor) =>
        Llama().Add("llama.rope.scaling.type", type).Add("llama.rope.scaling.factor", 6, BitConverter.GetBytes(factor));

    private static GgufBytes Model(string architecture, uint layers = 2, uint hidden = 64, uint? heads = 4, bool vocabulary = true)
    {
        string prefix = architecture + ".";
        GgufBytes file = new GgufBytes { Data = 0 }
            .Add("general.architecture", architecture).Add(prefix + "block_count", layers).Add(prefix + "embedding_length", hidden)
            .Add(prefix + "feed_forward_length", 128).Add(prefix + "context_length", 2048)
            .Add(prefix + "attention.layer_norm_rms_epsilon", 6, BitConverter.GetBytes(1e-5f));
        if (heads is { } count)
            file.Add(prefix + "attention.head_count", count);
        return vocabulary ? file.Add(prefix + "vocab_size", 100) : file;
    }

    private static ModelSpec Read(GgufBytes model)
    {
        using ByteModelFiles files = new(model.Build());
        return GgufSpecReader.Read(GgufFile.Open(files, files.GgufFile!));
    }
}
