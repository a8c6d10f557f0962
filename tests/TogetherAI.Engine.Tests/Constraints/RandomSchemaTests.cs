using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Tests.Generation;

namespace TogetherAI.Engine.Tests.Constraints;

public class RandomSchemaTests
{
    private const int Schemas = 1000;

    /// <summary>Temperature 1 on a prompt that has nothing to do with the schema: nothing but the constraint makes the output good.</summary>
    [Fact]
    public void Whatever_the_schema_and_the_seed_the_output_parses_and_meets_it()
    {
        using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1 });
        JsonDocumentOptions strict = new() { AllowDuplicateProperties = false };
        int ended = 0, cut = 0, refused = 0;
        ulong seed = 0;
        Prop.ForAll(SchemaGenerator.Schemas.ToArbitrary(), schema =>
        {
            JsonElement parsed = JsonElement.Parse(schema);
            if (SuiteReport.Compile(parsed, JsonSchemaReading.Narrow) is not { } constraint)
            {
                // Two schemas that cannot both hold, mostly.
                refused++;
                return;
            }

            List<GenerationStep> steps = engine.StepsAsync(new GenerationRequest
            {
                Prompt = Generations.Question("Extract the city as JSON: I live in Berlin."),
                MaxTokens = 120,
                Sampling = new SamplingOptions { Temperature = 1, Seed = ++seed },
                Constraint = constraint,
            }).GetAwaiter().GetResult();
            string text = steps.Text();
            if (steps[^1].Stop == StopReason.MaxTokens)
            {
                cut++;
                return;
            }

            ended++;
            Assert.Equal(StopReason.EndOfSequence, steps[^1].Stop);
            using JsonDocument value = JsonDocument.Parse(text, strict);
            Assert.True(new SchemaValidator(parsed).IsValid(value.RootElement), $"{text}\n breaks {schema}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Schemas).WithReplay(42, 43));
        Assert.Equal(Schemas, ended + cut + refused);
        Assert.True(refused < Schemas / 7, $"{refused} of {Schemas} schemas were refused.");
        Assert.True(ended > Schemas * 2 / 3, $"Only {ended} of {Schemas} outputs ended by themselves.");
    }
}
