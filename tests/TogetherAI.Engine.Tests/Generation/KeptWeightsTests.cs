using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

/// <summary><see cref="LanguageModelOptions.MaxTileBytes"/> as a model's user sees it.</summary>
public class KeptWeightsTests
{
    [Theory]
    [InlineData(WeightFormat.Q8_0)]
    [InlineData(WeightFormat.Q4_0)]
    public async Task What_is_generated_is_the_same_with_and_without_kept_weights(WeightFormat format)
    {
        using LanguageModel kept = Load(format, maxTileBytes: null), some = Load(format, 500_000), none = Load(format, 0);
        string[] expected = await HistoriesAsync(none);
        Assert.Equal(expected, await HistoriesAsync(kept));
        Assert.Equal(expected, await HistoriesAsync(some));
        Assert.Equal(expected, await HistoriesAsync(kept)); // from what the first time left
        Assert.Equal(0, none.Decoder.Tiles!.Taken);
        Assert.InRange(some.Decoder.Tiles!.Taken, 0, 500_000);

        // Where products have tiles at all, more is kept than half a megabyte holds.
        long all = kept.Decoder.Tiles!.Taken;
        Assert.True(all == 0 || (all > 500_000 && some.Decoder.Tiles.Taken > 0), $"{all} bytes, {some.Decoder.Tiles.Taken} of 500,000");
    }

    [Fact]
    public void All_weights_are_counted_that_must_stay_in_memory_too()
    {
        // Norms and the header are what is left of the file.
        long file = new FileInfo(Path.Combine(TaiTiny.Folder, "model.safetensors")).Length;
        Assert.InRange(TaiTiny.Model.Decoder.Tiles!.Weights, file * 95 / 100, file);
    }

    [Fact]
    public async Task Kept_weights_go_with_the_last_that_uses_the_model()
    {
        LanguageModel model = Load(WeightFormat.Q8_0, maxTileBytes: null);
        GenerationEngine engine = new(model);
        model.Dispose();
        Assert.NotNull(model.Decoder.Tiles!.TryTake(1, 1));
        await engine.DisposeAsync();
        Assert.Null(model.Decoder.Tiles.TryTake(1, 1));
    }

    private static LanguageModel Load(WeightFormat format, long? maxTileBytes) =>
        LanguageModel.Load(TaiTiny.Folder, new LanguageModelOptions { Quantization = format, MaxTileBytes = maxTileBytes });

    /// <summary>Five answers at once, token by token with all bits of their log-probabilities.</summary>
    private static async Task<string[]> HistoriesAsync(LanguageModel model)
    {
        await using GenerationEngine engine = new(model, new GenerationEngineOptions { Threads = 2 });
        return await Task.WhenAll(Enumerable.Range(0, 5).Select(async seed =>
        {
            List<GenerationStep> steps = await engine.StepsAsync(new TogetherAI.Engine.Generation.GenerationRequest
            {
                Prompt = Generations.Question($"What is {seed} and {seed + 1}?"),
                MaxTokens = 12,
                Sampling = new() { Seed = (ulong)seed, Temperature = 1 },
            });
            return string.Join(' ', steps.Select(static step => $"{step.Token}:{BitConverter.SingleToInt32Bits(step.LogProb)}"));
        }));
    }
}
