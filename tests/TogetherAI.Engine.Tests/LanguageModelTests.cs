using System.Text.Json.Nodes;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Templates;
using TogetherAI.Engine.Tests.Models;

namespace TogetherAI.Engine.Tests;

public class LanguageModelTests
{
    [Fact]
    public void The_default_model_knows_its_name_its_tokens_and_its_defaults()
    {
        LanguageModel model = TaiTiny.Model;
        Assert.Equal(("tai-tiny", "<|begin_of_text|>", "<|im_end|>"), (model.Name, model.BosToken, model.EosToken));
        Assert.Equal([2035, 2033], model.Defaults.EndOfSequenceTokens);
        Assert.Equal((256, 0f), (model.Defaults.MaxTokens, model.Defaults.Temperature));
        Assert.Equal((1024, 2048, 6), (model.Spec.ContextLength, model.Spec.VocabularySize, model.Spec.LayerCount));
    }

    [Fact]
    public void A_conversation_is_written_with_the_models_template() => Assert.Equal(
        "<|im_start|>user\nHello!<|im_end|>\n<|im_start|>assistant\n",
        TaiTiny.Model.RenderPrompt(new ChatTemplateContext { Messages = [new JsonObject { ["role"] = "user", ["content"] = "Hello!" }] }));

    [Fact]
    public void A_template_that_cannot_be_read_is_told_when_it_is_asked_for_and_not_before()
    {
        using TemporaryFolder folder = Copy().Write("tokenizer_config.json", """{"chat_template": "{% include 'x' %}"}""");
        using LanguageModel model = LanguageModel.Load(folder.Path);
        Assert.True(model.HasChatTemplate);
        ChatTemplateException fault = Assert.Throws<ChatTemplateException>(() => model.ChatTemplate);
        Assert.Equal("tokenizer_config.json", fault.File);
    }

    [Theory]
    [InlineData("""{"eos_token_id": 3}""", """{"eos_token_id": 5}""", new[] { 3 })]
    [InlineData("""{"eos_token_id": [3, 4]}""", """{"eos_token_id": 5}""", new[] { 3, 4 })]
    [InlineData("""{}""", """{"eos_token_id": 5}""", new[] { 5 })]
    [InlineData(null, """{"eos_token_id": [5, 6]}""", new[] { 5, 6 })]
    [InlineData(null, """{}""", new[] { 2035 })]
    public void End_tokens_come_from_the_first_file_that_names_them(string? generation, string config, int[] expected)
    {
        using TemporaryFolder folder = Copy();
        JsonObject changed = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "config.json")))!.AsObject();
        changed.Remove("eos_token_id");
        foreach ((string field, JsonNode? value) in JsonNode.Parse(config)!.AsObject())
            changed[field] = value!.DeepClone();
        folder.Write("config.json", changed.ToJsonString());
        File.Delete(Path.Combine(folder.Path, "generation_config.json"));
        if (generation is not null)
            folder.Write("generation_config.json", generation);
        using LanguageModel model = LanguageModel.Load(folder.Path);
        Assert.Equal(expected, model.Defaults.EndOfSequenceTokens);
    }

    [Theory]
    [InlineData("generation_config.json", """{"eos_token_id": 99999}""", "eos_token_id")]
    [InlineData("generation_config.json", """{"eos_token_id": "x"}""", "eos_token_id")]
    [InlineData("generation_config.json", """{"temperature": -1}""", "temperature")]
    [InlineData("generation_config.json", """{"top_p": 7}""", "top_p")]
    [InlineData("generation_config.json", """[]""", null)]
    [InlineData("tokenizer_config.json", """{"bos_token": 7}""", "bos_token")]
    [InlineData("tokenizer_config.json", """{"chat_template": [{"name": "tools", "template": ""}]}""", "chat_template")]
    [InlineData("tokenizer_config.json", """{"chat_template": 7}""", "chat_template")]
    public void A_broken_companion_file_is_refused_by_its_field(string file, string content, string? field)
    {
        using TemporaryFolder folder = Copy().Write(file, content);
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));
        Assert.Equal((file, field), (fault.File, fault.Field));
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("model.safetensors")]
    public void A_missing_file_is_named(string file)
    {
        using TemporaryFolder folder = Copy();
        File.Delete(Path.Combine(folder.Path, file));
        Assert.Equal(file, Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path)).File);
    }

    [Fact]
    public void A_vocabulary_that_is_larger_than_the_model_does_not_belong_to_it()
    {
        using TemporaryFolder folder = Copy();
        JsonNode tokenizer = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "tokenizer.json")))!;
        tokenizer["model"]!["vocab"]!["stranger"] = 4000;
        folder.Write("tokenizer.json", tokenizer.ToJsonString());
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));
        Assert.Equal(("tokenizer.json", "model.vocab"), (fault.File, fault.Field));
        Assert.Contains("has 4001 tokens, but the model only 2048", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Weights are named by the file that they are in: shards by the index that lists them, GGUF by its own name.</summary>
    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model.safetensors.index.json")]
    [InlineData("small.gguf")]
    public async Task Weights_that_give_no_numbers_are_named_by_their_file(string file)
    {
        using TemporaryFolder folder = Copy();
        byte[] weights = File.ReadAllBytes(Path.Combine(folder.Path, "model.safetensors"));
        weights.AsSpan(^512..).Fill(0xFF);
        folder.Write("model.safetensors", weights);
        if (file.EndsWith(".index.json", StringComparison.Ordinal))
        {
            File.Move(Path.Combine(folder.Path, "model.safetensors"), Path.Combine(folder.Path, "shard.safetensors"));
            int header = (int)BitConverter.ToInt64(weights);
            JsonObject shards = [];
            foreach ((string name, _) in JsonNode.Parse(weights.AsSpan(8, header))!.AsObject().Where(static entry => entry.Key != "__metadata__"))
                shards[name] = "shard.safetensors";
            folder.Write(file, new JsonObject { ["weight_map"] = shards }.ToJsonString());
        }

        string path = folder.Path;
        if (file.EndsWith(".gguf", StringComparison.Ordinal))
        {
            using ModelFiles files = ModelFiles.FromFolder(folder.Path);
            GgufExport.Convert(files, path = Path.Combine(folder.Path, file));
        }

        using LanguageModel model = LanguageModel.Load(path);
        await using GenerationEngine engine = new(model);
        ModelFormatException fault = await Assert.ThrowsAsync<ModelFormatException>(async () =>
        {
            await foreach (GenerationStep step in engine.GenerateAsync(new() { Prompt = [1, 2, 3] }))
                Assert.Fail($"There was a step: {step.Text}");
        });
        Assert.Equal((file, null), (fault.File, fault.Field));
    }

    [Fact]
    public void Recommended_sampling_is_read_and_a_top_k_of_0_means_none()
    {
        using TemporaryFolder folder = Copy().Write(
            "generation_config.json", """{"do_sample": true, "temperature": 0.6, "top_p": 0.9, "top_k": 0, "min_p": 0.05, "repetition_penalty": 1.1}""");
        using LanguageModel model = LanguageModel.Load(folder.Path);
        GenerationDefaults defaults = model.Defaults;
        Assert.Equal((0.6f, 0.9f, null, 0.05f, 1.1f, null), (defaults.Temperature, defaults.TopP, defaults.TopK, defaults.MinP, defaults.RepetitionPenalty, defaults.MaxTokens));
    }

    [Fact]
    public void Tokens_may_be_objects_and_a_template_a_file_of_its_own()
    {
        using TemporaryFolder folder = Copy()
            .Write("tokenizer_config.json", """{"bos_token": {"content": "<s>"}, "eos_token": null, "chat_template": [{"name": "default", "template": "old"}]}""")
            .Write("chat_template.jinja", "{{ bos_token }}{{ messages[0].content }}");
        using LanguageModel model = LanguageModel.Load(folder.Path);
        Assert.Null(model.EosToken);
        Assert.Equal("<s>hi", model.RenderPrompt(new ChatTemplateContext { Messages = [new JsonObject { ["content"] = "hi" }] }));
    }

    [Fact]
    public void A_model_without_a_template_says_so()
    {
        using TemporaryFolder folder = Copy().Write("tokenizer_config.json", "{}");
        using LanguageModel model = LanguageModel.Load(folder.Path);
        Assert.Null(model.ChatTemplate);
        Assert.Contains("no chat template", Assert.Throws<InvalidOperationException>(() => model.RenderPrompt(new ChatTemplateContext { Messages = [] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tokenizer_with_more_tokens_than_the_model_does_not_belong_to_it()
    {
        using TemporaryFolder folder = new RandomModel().Write().Write("tokenizer.json", File.ReadAllBytes(Path.Combine(TaiTiny.Folder, "tokenizer.json")));
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));
        Assert.Equal("tokenizer.json", fault.File);
        Assert.Contains("2048 tokens, but the model only 37", fault.Message, StringComparison.Ordinal);
    }

    private static TemporaryFolder Copy()
    {
        TemporaryFolder folder = new();
        foreach (string file in Directory.GetFiles(TaiTiny.Folder, "*.*").Where(file => !file.EndsWith(".md", StringComparison.Ordinal)))
            folder.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        return folder;
    }
}
