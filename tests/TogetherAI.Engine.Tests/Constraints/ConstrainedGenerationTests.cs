using System.Text.Json;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Tests.Generation;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>The built-in model held to constraints.</summary>
public sealed class ConstrainedGenerationTests : IDisposable
{
    private readonly GenerationEngine _engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1 });

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task What_the_model_would_say_anyway_is_said_unchanged()
    {
        GenerationRequest free = new()
        {
            Prompt = Generations.Question("Extract the name and age as JSON: Maria is 34 years old."), MaxTokens = 60,
        };
        string said = (await _engine.StepsAsync(free)).Text();
        Assert.Equal("""{"name":"Maria","age":34}""", said);
        List<GenerationStep> held = await _engine.StepsAsync(free with
        {
            Constraint = Constraining.Schema("""{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"]}"""),
        });
        Assert.Equal(said, held.Text());
        Assert.Equal(StopReason.EndOfSequence, held[^1].Stop);
    }

    [Fact]
    public async Task A_model_that_would_say_something_else_keeps_to_the_schema_and_stops()
    {
        List<GenerationStep> steps = await _engine.StepsAsync(new GenerationRequest
        {
            Prompt = Generations.Question("What is the capital of France?"),
            MaxTokens = 100,
            Constraint = Constraining.Schema("""{"type":"object","properties":{"answer":{"enum":["Rome","Paris"]},"sure":{"type":"boolean"}},"required":["answer","sure"]}"""),
        });
        Assert.Equal("""{"answer":"Paris", "sure": true}""", steps.Text());
        Assert.Equal(StopReason.EndOfSequence, steps[^1].Stop);
        Assert.Contains(steps[^1].Token!.Value, TaiTiny.Model.Defaults.EndOfSequenceTokens);
    }

    [Fact]
    public async Task A_bias_does_not_lead_past_the_constraint()
    {
        Dictionary<int, float> against = Enumerable.Range(0, TaiTiny.Model.Spec.VocabularySize).ToDictionary(id => id, _ => float.NegativeInfinity);
        List<GenerationStep> steps = await _engine.StepsAsync(new GenerationRequest
        {
            Prompt = Generations.Question("Hello"),
            Sampling = new SamplingOptions { LogitBias = against, Temperature = 1, Seed = 1 },
            Constraint = OutputConstraint.Exactly("yes"),
        });
        Assert.Equal("yes", steps.Text());
        Assert.Equal(StopReason.EndOfSequence, steps[^1].Stop);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Top_k_and_top_p_choose_among_what_is_allowed(int topK)
    {
        List<GenerationStep> steps = await _engine.StepsAsync(new GenerationRequest
        {
            Prompt = Generations.Question("Hello"),
            MaxTokens = 50,
            Sampling = new SamplingOptions { Temperature = 1, TopK = topK, TopP = 0.9f, Seed = 3 },
            Constraint = Constraining.Schema("""{"type":"integer"}"""),
        });
        Assert.True(long.TryParse(steps.Text(), out _), steps.Text());
    }

    [Fact]
    public async Task The_number_of_tokens_cuts_it_short()
    {
        List<GenerationStep> steps = await _engine.StepsAsync(new GenerationRequest
        {
            Prompt = Generations.Question("Hello"), MaxTokens = 2, Constraint = OutputConstraint.Exactly("a long text to be written out in full"),
        });
        Assert.Equal(StopReason.MaxTokens, steps[^1].Stop);
    }

    [Fact]
    public async Task A_model_without_an_end_token_ends_all_the_same()
    {
        using TemporaryFolder folder = new();
        foreach (string file in Directory.GetFiles(TaiTiny.Folder))
        {
            if (Path.GetFileName(file) is not ("generation_config.json" or "config.json" or "tokenizer_config.json"))
                folder.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        string config = File.ReadAllText(Path.Combine(TaiTiny.Folder, "config.json"));
        System.Text.Json.Nodes.JsonObject withoutEnd = System.Text.Json.Nodes.JsonNode.Parse(config)!.AsObject();
        withoutEnd.Remove("eos_token_id");
        folder.Write("config.json", System.Text.Encoding.UTF8.GetBytes(withoutEnd.ToJsonString()));
        using LanguageModel model = LanguageModel.Load(folder.Path);
        Assert.Empty(model.Defaults.EndOfSequenceTokens);
        await using GenerationEngine engine = new(model, new GenerationEngineOptions { Threads = 1 });
        List<GenerationStep> steps = await engine.StepsAsync(new GenerationRequest { Prompt = [5], Constraint = OutputConstraint.Exactly("ok") });
        Assert.Equal("ok", steps.Text());
        Assert.Equal((null, StopReason.EndOfSequence), (steps[^1].Token, steps[^1].Stop!.Value));
    }

    [Fact]
    public void An_end_that_is_ignored_and_a_constraint_contradict_each_other() => Assert.Equal(
        "IgnoreEndOfSequence",
        Assert.Throws<ArgumentException>(() => _engine.GenerateAsync(
            new GenerationRequest { Prompt = [1], IgnoreEndOfSequence = true, Constraint = JsonConstraint.AnyObject })).ParamName);

    [Fact]
    public async Task A_free_object_is_JSON()
    {
        List<GenerationStep> steps = await _engine.StepsAsync(new GenerationRequest
        {
            Prompt = Generations.Question("Extract the city as JSON: I live in Berlin."), MaxTokens = 200, Constraint = JsonConstraint.AnyObject,
        });
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(steps.Text()).ValueKind);
    }
}
