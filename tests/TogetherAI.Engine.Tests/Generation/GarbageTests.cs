using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

/// <summary>What generating leaves to the garbage collector, of all threads together, with the engine's own options.</summary>
[Collection(nameof(AloneCollection))]
public class GarbageTests(ITestOutputHelper output)
{
    private const int TokensEach = 500;

    [Theory]
    [InlineData(1, 1, 0f)]
    [InlineData(2, 1, 0.8f)]
    [InlineData(2, 8, 0.8f)]
    public async Task Thousands_of_tokens_take_a_kilobyte_each_at_most_and_no_full_collection(int threads, int sequences, float temperature)
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = threads });
        await GenerateAsync(engine, sequences, temperature, seed: 0, rounds: 1);
        GC.Collect();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        int full = GC.CollectionCount(2);
        int tokens = await GenerateAsync(engine, sequences, temperature, seed: 1, rounds: Math.Max(1, 4 / sequences));
        double each = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / tokens;
        full = GC.CollectionCount(2) - full;
        output.WriteLine($"{each:F0} bytes a token, {full} full collections in {tokens} tokens, {engine.Load.KeyValueBytes >> 20} MiB of keys and values");
        Assert.InRange(each, 1, 1024);
        Assert.Equal((0, 0), (full, tokens % TokensEach));
        Assert.InRange(tokens, 2000, int.MaxValue);
    }

    /// <summary>Every sequence says something else, so that what is kept of them for later prompts grows.</summary>
    private static async Task<int> GenerateAsync(GenerationEngine engine, int sequences, float temperature, int seed, int rounds)
    {
        int tokens = 0;
        for (int round = 0; round < rounds; round++)
        {
            int[] counts = await Task.WhenAll(Enumerable.Range(0, sequences).Select(async sequence =>
            {
                int count = 0;
                GenerationRequest request = new()
                {
                    Prompt = [100 + sequence, 200 + round, 300 + seed, .. TaiTiny.Capital.Ids], MaxTokens = TokensEach, IgnoreEndOfSequence = true,
                    Sampling = new SamplingOptions { Temperature = temperature, TopP = 0.95f, Seed = (ulong)sequence },
                };
                await foreach (GenerationStep step in engine.GenerateAsync(request))
                    count += step.Token is null ? 0 : 1;
                return count;
            }));
            tokens += counts.Sum();
        }

        return tokens;
    }
}
