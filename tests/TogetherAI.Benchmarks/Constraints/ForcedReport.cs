using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TogetherAI.Engine;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Benchmarks.Constraints;

// The client has a type of this name too, and its namespace encloses this one.
using GenerationRequest = TogetherAI.Engine.Generation.GenerationRequest;

/// <summary>
/// What it gains that tokens which a schema leaves no choice about are read in one pass: on random weights, whose vocabulary has a token a
/// character.
/// </summary>
internal static class ForcedReport
{
    private const int Pairs = 5, MostTokens = 160;

    private static readonly (string Name, string Schema)[] s_schemas =
    [
        ("names", """{"type":"object","properties":{"temperature":{"type":"integer","minimum":-50,"maximum":50},"condition":{"enum":["sunny","rainy"]},"wind_direction":{"enum":["N","S"]}},"required":["temperature","condition","wind_direction"],"additionalProperties":false}"""),
        ("texts", """{"type":"object","properties":{"title":{"type":"string","minLength":20,"maxLength":20},"body":{"type":"string","minLength":60,"maxLength":60}},"required":["title","body"],"additionalProperties":false}"""),
    ];

    public static async Task PrintAsync(TextWriter report)
    {
        string folder = Directory.CreateTempSubdirectory("forced-").FullName;
        try
        {
            string path = Path.Combine(folder, "random.gguf");
            GgufExport.CreateRandom("0.1b", path, WeightFormat.Q8_0);
            using LanguageModel model = LanguageModel.Load(path);
            foreach ((string name, string schema) in s_schemas)
            {
                JsonSchemaConstraint constraint = JsonSchemaConstraint.Parse(JsonElement.Parse(schema));
                await RunAsync(model, constraint, SpeculationOptions.None);
                List<double> ratios = [];
                EngineLoad load = new();
                for (int i = 0; i < Pairs; i++)
                {
                    (double plain, _) = await RunAsync(model, constraint, SpeculationOptions.None);
                    (double forced, load) = await RunAsync(model, constraint, new SpeculationOptions { PromptLookup = false });
                    ratios.Add(plain / forced);
                }

                ratios.Sort();
                await report.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"forced \"{name}\": {ratios[Pairs / 2]:F2} times as fast ({ratios[0]:F2} to {ratios[^1]:F2}); of {load.TokensGenerated} tokens {load.GuessesRight} were forced and read ahead, {load.TokensGuessed - load.GuessesRight} in vain"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, EngineLoad Load)> RunAsync(LanguageModel model, OutputConstraint constraint, SpeculationOptions speculation)
    {
        await using GenerationEngine engine = new(model, new GenerationEngineOptions { Speculation = speculation });
        double seconds = 0;
        for (ulong seed = 0; seed < 2; seed++)
        {
            GenerationRequest request = new()
            {
                Prompt = [5, 6, 7, 8], MaxTokens = MostTokens, Constraint = constraint, Sampling = new SamplingOptions { Temperature = 1, Seed = seed },
            };
            long started = Stopwatch.GetTimestamp();
            await foreach (GenerationStep _ in engine.GenerateAsync(request))
            {
            }

            seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        return (seconds, engine.Load);
    }
}
