using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation.Speculation;

/// <summary>
/// Sampled text has the model's own distribution, whatever is guessed: three tokens are drawn some thousand times, and each of the 27 ways
/// in which they can turn out is counted and compared with its probability.
/// </summary>
public class DistributionTests(ITestOutputHelper output)
{
    private const int Draws = 1500;

    // Fair draws are further off than this once in thirty thousand times; the seeds are fixed.
    private const double Limit = 4;

    /// <summary>A story, and its beginning once more: what the text suggests to come next is likely, and not certain.</summary>
    private static readonly Lazy<Task<int[]>> s_prompt = new(async () =>
    {
        int[] question = Generations.Question("Tell me a short story about a fox");
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1, Speculation = SpeculationOptions.None });
        int[] story = (await engine.StepsAsync(new GenerationRequest
        {
            Prompt = question, MaxTokens = 40, IgnoreEndOfSequence = true, Sampling = new SamplingOptions { Temperature = 1, Seed = 5 },
        })).Ids();
        return [.. question, .. story, .. question, .. story[..12]];
    });

    private static readonly Lazy<Task<SampleTree>> s_tree = new(async () => new SampleTree(TaiTiny.Model.Decoder, await s_prompt.Value));

    [Theory]
    [InlineData("none", 1)]
    [InlineData("lookup", 2)]
    [InlineData("model", 3)]
    public async Task What_is_drawn_is_distributed_as_the_model_says(string guesses, int round)
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions
        {
            Threads = 1,
            Speculation = new SpeculationOptions
            {
                MaxTokens = guesses == "none" ? 0 : 2, PromptLookup = guesses == "lookup", DraftModel = guesses == "model" ? PoorModel.Instance : null,
            },
        });
        SampleTree tree = await s_tree.Value;
        int[] counts = new int[tree.Expected.Length];
        for (int draw = 0; draw < Draws; draw++)
        {
            counts[tree.LeafOf((await engine.StepsAsync(new GenerationRequest
            {
                Prompt = await s_prompt.Value, MaxTokens = SampleTree.Length, IgnoreEndOfSequence = true,
                Sampling = new SamplingOptions { Temperature = SampleTree.Temperature, TopK = SampleTree.Choices, Seed = (ulong)((round * Draws) + draw) },
            })).Ids())]++;
        }

        double deviations = tree.Deviations(counts);
        output.WriteLine($"{deviations:F2} deviations, {engine.Load.GuessesRight} of {engine.Load.TokensGuessed} guesses right");
        Assert.InRange(deviations, double.NegativeInfinity, Limit);
        if (guesses == "none")
            Assert.Equal(0, engine.Load.TokensGuessed);
        else
            Assert.InRange(engine.Load.GuessesRight, Draws / 10, engine.Load.TokensGuessed - (Draws / 10));
    }

    /// <summary>The same count, of draws that believe a guess more than they should, the first of them as other engines' lossy modes do.</summary>
    [Fact]
    public async Task The_count_shows_a_guess_that_is_believed_too_much()
    {
        SampleTree tree = await s_tree.Value;
        Random chance = new(4);
        double fair = Deviations((drawn, _) => drawn);
        double likely = Deviations((drawn, probability) => probability > 0.5 ? 0 : drawn);
        double fifth = Deviations((drawn, _) => chance.Next(5) == 0 ? 0 : drawn);
        output.WriteLine($"fair {fair:F2}, likely guesses taken {likely:F2}, one in five taken {fifth:F2}");
        Assert.InRange(fair, double.NegativeInfinity, Limit);
        Assert.InRange(likely, 2 * Limit, double.PositiveInfinity);
        Assert.InRange(fifth, 2 * Limit, double.PositiveInfinity);

        double Deviations(Func<int, double, int> rule)
        {
            Random random = new(1);
            int[] counts = new int[tree.Expected.Length];
            for (int draw = 0; draw < Draws; draw++)
                counts[tree.Draw(random, rule)]++;
            return tree.Deviations(counts);
        }
    }
}
