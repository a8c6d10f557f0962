using System.Text.Json.Nodes;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation.Speculation;

/// <summary>That a draft changes nothing is <see cref="DeterminismTests"/>'; that it saves passes, and what it is refused for, is here.</summary>
public class DraftModelTests
{
    private static readonly GenerationRequest s_story = new()
    {
        Prompt = Generations.Question("Tell me a short story about a fox"), MaxTokens = 60, IgnoreEndOfSequence = true,
    };

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public async Task A_model_that_guesses_for_itself_is_always_right_also_where_tokens_are_drawn_at_random(float temperature)
    {
        GenerationRequest request = s_story with { Sampling = new SamplingOptions { Temperature = temperature, Seed = 3, TopP = 0.9f } };
        EngineLoad load = await RunAsync(TaiTiny.Model, request);
        Assert.Equal(load.TokensGuessed, load.GuessesRight);
        Assert.InRange(load.GuessesRight, 45, 59);
    }

    [Fact]
    public async Task A_poor_model_is_right_now_and_then()
    {
        EngineLoad load = await RunAsync(PoorModel.Instance, s_story);
        Assert.InRange(load.GuessesRight, 1, load.TokensGuessed - 1);
    }

    [Fact]
    public async Task Text_that_repeats_itself_is_guessed_without_a_model()
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1 });

        // A penalty below 1 rewards what was said before, so the model says it again and again.
        await engine.StepsAsync(s_story with { MaxTokens = 100, Sampling = new SamplingOptions { RepetitionPenalty = 0.1f } });
        Assert.InRange(engine.Load.GuessesRight, 50, 99);
    }

    [Fact]
    public async Task What_a_constraint_leaves_no_choice_about_is_guessed()
    {
        GenerationRequest forced = s_story with { IgnoreEndOfSequence = false, Constraint = OutputConstraint.Exactly("Once upon a time there was a fox who lived in the forest.") };
        await using GenerationEngine with = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1, Speculation = new SpeculationOptions { PromptLookup = false } });
        await using GenerationEngine without = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1, Speculation = SpeculationOptions.None });
        Assert.Equal((await without.StepsAsync(forced)).Ids(), (await with.StepsAsync(forced)).Ids());
        Assert.InRange(with.Load.GuessesRight, 5, 60);
        Assert.Equal(0, without.Load.TokensGuessed);
    }

    [Fact]
    public async Task A_draft_model_with_fewer_rows_stops_at_a_token_that_it_lacks()
    {
        using LanguageModel model = PoorModel.WithRows(2060);
        await using GenerationEngine engine = new(
            model, new GenerationEngineOptions { Threads = 1, Speculation = new SpeculationOptions { PromptLookup = false, DraftModel = TaiTiny.Model } });
        GenerationRequest padded = s_story with { Prompt = [2050, .. s_story.Prompt] };
        await using GenerationEngine alone = new(model, new GenerationEngineOptions { Threads = 1 });
        Assert.Equal((await alone.StepsAsync(padded)).Ids(), (await engine.StepsAsync(padded)).Ids());
        Assert.Equal(0, engine.Load.TokensGuessed);
        await engine.StepsAsync(s_story);
        Assert.True(engine.Load.GuessesRight > 0);
    }

    [Fact]
    public void Another_vocabulary_is_refused_with_the_token_that_differs()
    {
        using TemporaryFolder folder = new();
        foreach (string file in Directory.GetFiles(TaiTiny.Folder))
            folder.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        JsonNode tokenizer = JsonNode.Parse(File.ReadAllText(Path.Combine(TaiTiny.Folder, "tokenizer.json")))!;
        JsonObject vocabulary = tokenizer["model"]!["vocab"]!.AsObject();
        (vocabulary["A"], vocabulary["B"]) = (vocabulary["B"]!.DeepClone(), vocabulary["A"]!.DeepClone());
        folder.Write("tokenizer.json", tokenizer.ToJsonString());
        using LanguageModel draft = LanguageModel.Load(folder.Path);
        ArgumentException fault = Assert.Throws<ArgumentException>(
            () => new GenerationEngine(TaiTiny.Model, new GenerationEngineOptions { Speculation = new SpeculationOptions { DraftModel = draft } }));
        Assert.Equal("DraftModel", fault.ParamName);
        Assert.Contains("is 'B' there and 'A' in the model", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_model_stays_mapped_until_the_engine_ends()
    {
        LanguageModel draft = LanguageModel.Load(TaiTiny.Folder);
        GenerationEngineOptions options = new() { Speculation = new SpeculationOptions { DraftModel = draft } };
        GenerationEngine engine = new(TaiTiny.Model, options);
        draft.Dispose();
        Assert.Equal("The capital of France is Paris.", (await engine.StepsAsync(new GenerationRequest { Prompt = TaiTiny.Capital.Ids })).Text());
        await engine.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => new GenerationEngine(TaiTiny.Model, options));
    }

    private static async Task<EngineLoad> RunAsync(LanguageModel draft, GenerationRequest request)
    {
        await using GenerationEngine engine = new(
            TaiTiny.Model, new GenerationEngineOptions { Threads = 1, Speculation = new SpeculationOptions { PromptLookup = false, DraftModel = draft } });
        await engine.StepsAsync(request);
        return engine.Load;
    }
}
