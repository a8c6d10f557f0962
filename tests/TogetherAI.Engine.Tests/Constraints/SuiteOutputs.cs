using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Tests.Generation;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>What the built-in model writes under the suite's schemas at temperature 1, on a prompt that has nothing to do with them.</summary>
internal static class SuiteOutputs
{
    /// <summary>For each schema that is compiled the outputs that ended by themselves.</summary>
    /// <param name="draft">The suite's folder.</param>
    /// <param name="outputs">How many of a schema. Those that do not end are drawn again, each at most twice.</param>
    /// <param name="mostTokens">The most tokens of one.</param>
    public static async Task<List<(SuiteGroup Group, List<string> Texts)>> DrawAsync(string draft, int outputs, int mostTokens)
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1 });
        int[] prompt = Generations.Question("Extract the city as JSON: I live in Berlin.");
        List<(SuiteGroup, List<string>)> drawn = [];
        foreach (SuiteGroup group in SuiteGroup.All(draft))
        {
            if (SuiteReport.Compile(group.Schema, JsonSchemaReading.Narrow) is not { } constraint)
                continue;
            List<string> texts = [];
            for (int round = 0; round < 3 && texts.Count < outputs; round++)
            {
                int from = round * outputs;
                List<GenerationStep>[] steps = await Task.WhenAll(Enumerable.Range(from, outputs - texts.Count).Select(seed => engine.StepsAsync(new GenerationRequest
                {
                    Prompt = prompt, MaxTokens = mostTokens, Sampling = new SamplingOptions { Temperature = 1, Seed = (ulong)seed }, Constraint = constraint,
                })));
                texts.AddRange(steps.Where(static one => one[^1].Stop == StopReason.EndOfSequence).Select(static one => one.Text()));
            }

            drawn.Add((group, texts));
        }

        return drawn;
    }
}
