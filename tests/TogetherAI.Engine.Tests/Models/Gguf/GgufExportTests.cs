using System.Text.Json.Nodes;
using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Models.Gguf;
using TogetherAI.Engine.Templates;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Models.Gguf;

public class GgufExportTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(WeightFormat.Q8_0)]
    public void A_whole_model_is_one_file_with_its_tokenizer_template_and_defaults(WeightFormat? format)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "tai.gguf");
        using (ModelFiles files = ModelFiles.FromFolder(TaiTiny.Folder))
            GgufExport.Convert(files, path, format);
        using LanguageModel model = LanguageModel.Load(path);
        LanguageModel original = TaiTiny.Model;
        Assert.Equal((original.BosToken, original.EosToken), (model.BosToken, model.EosToken));
        Assert.Equal(original.Defaults.EndOfSequenceTokens, model.Defaults.EndOfSequenceTokens);
        Assert.Equal(original.Defaults with { EndOfSequenceTokens = [] }, model.Defaults with { EndOfSequenceTokens = [] });
        Assert.Equal(original.Spec, model.Spec);
        ChatTemplateContext chat = new() { Messages = [new JsonObject { ["role"] = "user", ["content"] = "Hi" }] };
        Assert.Equal(original.RenderPrompt(chat), model.RenderPrompt(chat));
        int[] ids = TaiTiny.Capital.Ids;
        Assert.Equal(ids, model.Tokenizer.Encode(TaiTiny.Capital.Text, SpecialTokens.Parse));
        float[][] expected = Golden.Run(original.Decoder, ids, 64), actual = Golden.Run(model.Decoder, ids, 64);
        if (format is null)
            Assert.Equal(expected, actual);
        else
            Assert.InRange(Divergence.Mean(expected, actual), 1e-9, 1e-3);
    }

    [Fact]
    public void A_file_that_only_looks_like_an_unfinished_one_is_left_alone()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.gguf"), other = path + ".tmp";
        File.WriteAllText(other, "mine");
        GgufExport.CreateRandom("tiny", path, WeightFormat.Q8_0);
        Assert.Equal("mine", File.ReadAllText(other));
        Assert.Equal([path, other], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null, 30.0, "attn_logit_softcapping")]
    [InlineData(50.0, null, "final_logit_softcapping")]
    public void A_gemma_2_whose_caps_are_off_is_refused_and_not_given_the_usual_ones(double? attention, double? final, string field)
    {
        ModelSpec spec = TaiTiny.Model.Spec with { Architecture = "gemma2", AttentionSoftCap = attention, LogitSoftCap = final };
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => GgufModel.Create("test", spec, Engine.Conversion.RandomModel.Tensors(spec, seed: 0), WeightFormat.F16));
        Assert.Equal(field, fault.Field);
    }

    [Theory]
    [InlineData("gemma2")]
    [InlineData("gemma3_text")]
    public void Windows_in_every_layer_are_still_in_every_layer(string architecture)
    {
        bool[] all = [.. Enumerable.Repeat(true, TaiTiny.Model.Spec.LayerCount)];
        ModelSpec spec = TaiTiny.Model.Spec with
        {
            Architecture = architecture, AttentionSoftCap = 50, LogitSoftCap = 30, SlidingWindow = 64, WindowedLayers = all,
        };
        using TemporaryFolder folder = GgufModels.Write(GgufModel.Create("test", spec, Engine.Conversion.RandomModel.Tensors(spec, seed: 0), WeightFormat.F16));
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        Assert.All(Enumerable.Range(0, spec.LayerCount), layer => Assert.True(GgufSpecReader.Read(Engine.Weights.Gguf.GgufFile.Open(files, files.GgufFile!)).IsWindowed(layer)));
    }

    [Fact]
    public void A_gguf_file_is_not_converted_again()
    {
        using TemporaryFolder folder = new();
        GgufExport.CreateRandom("tiny", Path.Combine(folder.Path, "a.gguf"), WeightFormat.Q8_0);
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        Assert.Throws<ArgumentException>(() => GgufExport.Convert(files, Path.Combine(folder.Path, "b.gguf")));
        Assert.Contains("1.1b", Assert.Throws<ArgumentException>(() => GgufExport.CreateRandom("huge", "x", WeightFormat.F16)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_that_is_larger_than_the_model_does_not_belong_to_it()
    {
        ModelSpec spec = TaiTiny.Model.Spec with { VocabularySize = 300, LayerCount = 1 };
        GgufWriter writer = GgufModel.Create("test", spec, Engine.Conversion.RandomModel.Tensors(spec, seed: 0), WeightFormat.F16);
        Engine.Conversion.RandomModel.WriteVocabulary(writer, 301);
        using TemporaryFolder folder = GgufModels.Write(writer);
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));
        Assert.Equal(("model.gguf", "tokenizer.ggml.tokens"), (fault.File, fault.Field));
        Assert.Contains("301 tokens, but the model only 300", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_the_architecture_has_no_place_for_is_refused()
    {
        ModelSpec spec = TaiTiny.Model.Spec with { LayerCount = 1 };
        GgufWriter writer = GgufModel.Create("test", spec, Engine.Conversion.RandomModel.Tensors(spec, seed: 0), WeightFormat.F16);
        writer.AddTensor("blk.0.attn_sinks.weight", WeightFormat.F32, new SourceTensor("", [8], static (_, _) => { }));
        using TemporaryFolder folder = GgufModels.Write(writer);
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Decoder.Load(files));
        Assert.Equal(("model.gguf", "blk.0.attn_sinks.weight"), (fault.File, fault.Field));
    }

    /// <summary>As others write files: an end of text, perhaps an end of turn by its key, perhaps one by its name alone.</summary>
    [Theory]
    [InlineData(false, new[] { 2, 4 })]
    [InlineData(true, new[] { 2, 3, 4 })]
    public void Ends_are_what_keys_and_well_known_names_say(bool key, int[] expected)
    {
        ModelSpec spec = TaiTiny.Model.Spec with { VocabularySize = 5, LayerCount = 1 };
        GgufWriter writer = GgufModel.Create("test", spec, Engine.Conversion.RandomModel.Tensors(spec, seed: 0), WeightFormat.F16);
        writer.Add("tokenizer.ggml.model", "llama");
        writer.Add("tokenizer.ggml.tokens", ["<unk>", "<s>", "</s>", "<turn>", "<|im_end|>"]);
        writer.Add("tokenizer.ggml.scores", new float[5]);
        writer.Add("tokenizer.ggml.token_type", [2, 3, 3, 3, 3]);
        writer.Add("tokenizer.ggml.eos_token_id", 2);
        writer.Add("general.sampling.temp", 0.5);
        writer.Add("general.sampling.top_k", 20);
        if (key)
            writer.Add("tokenizer.ggml.eot_token_id", 3);
        using TemporaryFolder folder = GgufModels.Write(writer);
        using LanguageModel model = LanguageModel.Load(folder.Path);
        Assert.Equal(expected, model.Defaults.EndOfSequenceTokens);
        Assert.Equal((0.5f, 20, null), (model.Defaults.Temperature, model.Defaults.TopK, model.Defaults.TopP));
        Assert.Equal(("</s>", null, false), (model.EosToken, model.BosToken, model.HasChatTemplate));
    }
}
