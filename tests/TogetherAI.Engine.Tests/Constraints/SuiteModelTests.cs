using System.Text.Json;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Tests.Generation;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>The suite's schemas with the built-in model at temperature 1, on a prompt that has nothing to do with them.</summary>
public class SuiteModelTests
{
    private const int Outputs = 2, MostTokens = 48;

    [Theory]
    [InlineData("draft2020-12")]
    [InlineData("draft7")]
    public async Task What_the_model_writes_meets_the_schema(string draft)
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 2 });
        int[] prompt = Generations.Question("Extract the city as JSON: I live in Berlin.");
        int ended = 0;
        List<string> wrong = [];
        foreach (SuiteGroup group in SuiteGroup.All(draft))
        {
            if (SuiteReport.Compile(group.Schema, JsonSchemaReading.Narrow) is not { } constraint)
                continue;
            SchemaValidator validator = new(group.Schema);
            List<GenerationStep>[] outputs = await Task.WhenAll(Enumerable.Range(0, Outputs).Select(seed => engine.StepsAsync(new GenerationRequest
            {
                Prompt = prompt, MaxTokens = MostTokens, Sampling = new SamplingOptions { Temperature = 1, Seed = (ulong)seed }, Constraint = constraint,
            })));
            foreach (List<GenerationStep> steps in outputs.Where(static steps => steps[^1].Stop == StopReason.EndOfSequence))
            {
                ended++;
                using JsonDocument value = JsonDocument.Parse(steps.Text(), new JsonDocumentOptions { AllowDuplicateProperties = false });
                if (!validator.IsValid(value.RootElement))
                    wrong.Add($"{group.Name}\n  {group.Schema}\n  {steps.Text()}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {ended}\n{string.Join('\n', wrong.Take(20))}");
        Assert.True(ended > 300, $"Only {ended} outputs ended.");
    }
}
