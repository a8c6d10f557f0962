using System.Globalization;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Tests.Generation.Scheduling;

/// <summary>Random requests that are left at random. TOGETHER_SOAK sets how many.</summary>
public class SoakTests(ITestOutputHelper output)
{
    private const int Readers = 12;

    private static readonly int s_requests =
        int.Parse(Environment.GetEnvironmentVariable("TOGETHER_SOAK") ?? "600", NumberStyles.None, CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_comes_and_goes_every_block_every_sequence_and_every_thread_comes_back()
    {
        long bytes = 60 * KeyValueBlockPool.BytesOfBlock(TaiTiny.Model.Spec, KeyValueFormat.Float32);
        GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions
        {
            Threads = 2, MaxActiveSequences = 7, MaxBatchTokens = 48, StepsAhead = 3, MaxKeyValueBytes = bytes, PrefixCacheBytes = bytes / 2,
            Speculation = new SpeculationOptions { DraftModel = PoorModel.Instance, MaxTokens = 5 },
        });
        await RunAsync(engine, s_requests / 4, seed: 1);
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await RunAsync(engine, s_requests * 3 / 4, seed: 2);
        long after = GC.GetTotalMemory(forceFullCollection: true);

        EngineLoad load = engine.Load;
        output.WriteLine($"{load}, {after - before} bytes more than after the first quarter");
        Assert.Equal((0, 0), (engine.SequenceCount, engine.BlocksInUse));
        Assert.InRange(load.KeyValueBytes, 0, bytes);
        Assert.True(load.Preemptions > 0 && load.TokensReused > 0 && load.GuessesRight > 0);

        // Other tests run beside this one; what leaked for each of thousands of requests would be far more.
        Assert.InRange(after - before, long.MinValue, 64 << 20);
        await engine.DisposeAsync();
        Assert.Equal(0, engine.Load.ActiveSequences + engine.Load.WaitingSequences);
    }

    private static Task RunAsync(GenerationEngine engine, int requests, int seed) =>
        Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            Random random = new((seed * 1000) + reader);
            for (int i = 0; i < requests / Readers; i++)
                await OneAsync(engine, random, reader);
        })));

    private static async Task OneAsync(GenerationEngine engine, Random random, int reader)
    {
        int[] prompt = TaiTiny.Cases[random.Next(TaiTiny.Cases.Length)].Ids;
        if (random.Next(3) == 0)
            prompt = [.. Enumerable.Range(0, random.Next(1, 150)).Select(i => (i * reader) % 2000), .. prompt];
        using CancellationTokenSource cancellation = new();
        int wanted = random.Next(0, 30), seen = 0;
        bool cancels = random.Next(2) == 0;
        GenerationRequest request = new()
        {
            Prompt = prompt, MaxTokens = random.Next(0, 25), Caller = $"{reader % 4}", IgnoreEndOfSequence = random.Next(2) == 0, PromptLogProbs = random.Next(20) == 0,
            Sampling = new SamplingOptions { Temperature = random.Next(2), Seed = (ulong)random.Next() },
        };
        try
        {
            await foreach (GenerationStep step in engine.GenerateAsync(request, cancellation.Token))
            {
                if (++seen > wanted && cancels)
                    await cancellation.CancelAsync();
                else if (seen > wanted)
                    break;
                else if (random.Next(10) == 0)
                    await Task.Yield();
            }
        }
        catch (OperationCanceledException)
        {
            Assert.True(cancels && seen > wanted);
        }
    }
}
