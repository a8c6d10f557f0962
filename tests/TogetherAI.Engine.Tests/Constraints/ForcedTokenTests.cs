using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Constraints.Decoding;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Tests.Generation;

namespace TogetherAI.Engine.Tests.Constraints;

public class ForcedTokenTests
{
    private static JsonSchemaConstraint Schema => Constraining.Schema(
        """{"type":"object","properties":{"temperature":{"type":"integer"},"condition":{"enum":["sunny"]}},"required":["temperature","condition"],"additionalProperties":false}""");

    [Fact]
    public void What_must_come_is_known_and_spelled_as_the_tokenizer_does()
    {
        ConstrainedOutput output = new(Schema, TaiTiny.Model);
        int[] forced = output.Forced();
        string text = TaiTiny.Model.Tokenizer.Decode(forced);
        Assert.NotEmpty(forced);
        Assert.StartsWith(text, "{\"temperature\":", StringComparison.Ordinal);
        foreach (int token in forced)
            output.Append(token);
        Assert.Empty(new ConstrainedOutput(JsonConstraint.AnyValue, TaiTiny.Model).Forced());
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public async Task They_are_guessed_and_change_nothing(float temperature)
    {
        GenerationRequest request = new()
        {
            Prompt = Generations.Question("What is the weather in Paris?"),
            Sampling = new SamplingOptions { Temperature = temperature, Seed = 5 },
            Constraint = Schema,
        };
        (string with, EngineLoad load) = await RunAsync(request, new SpeculationOptions { PromptLookup = false });
        (string without, EngineLoad plain) = await RunAsync(request, SpeculationOptions.None);
        Assert.Equal(without, with);
        Assert.True(load.GuessesRight >= 2, $"Of {load.TokensGuessed} forced tokens {load.GuessesRight} were drawn.");
        Assert.Equal(0, plain.TokensGuessed);
    }

    private static async Task<(string Text, EngineLoad Load)> RunAsync(GenerationRequest request, SpeculationOptions speculation)
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1, Speculation = speculation });
        List<GenerationStep> steps = await engine.StepsAsync(request);
        return (steps.Text(), engine.Load);
    }
}
