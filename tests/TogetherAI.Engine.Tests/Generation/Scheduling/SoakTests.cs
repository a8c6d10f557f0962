using System.Diagnostics;
using System.Globalization;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Tests.Generation.Scheduling;

/// <summary>Random requests that are left at random, several of one prompt among them and some that cannot be served. TOGETHER_SOAK sets how many.</summary>
[Collection(nameof(AloneCollection))]
public class SoakTests(ITestOutputHelper output)
{
    private const int Readers = 12;

    private static readonly int s_requests =
        int.Parse(Environment.GetEnvironmentVariable("TOGETHER_SOAK") ?? "1000", NumberStyles.None, CultureInfo.InvariantCulture);

    private int _served, _cancelled, _left, _refused;

    [Fact]
    public async Task Whatever_comes_and_goes_every_block_every_sequence_and_every_thread_comes_back()
    {
        // Of each model thirty blocks: 960 tokens, fewer than the context has.
        long bytes = 60 * KeyValueBlockPool.BytesOfBlock(TaiTiny.Model.Spec, KeyValueFormat.Float32);
        GenerationEngineOptions options = new()
        {
            Threads = 2, MaxActiveSequences = 7, MaxBatchTokens = 48, StepsAhead = 3, MaxKeyValueBytes = bytes, PrefixCacheBytes = bytes / 2,
            Speculation = new SpeculationOptions { DraftModel = PoorModel.Instance, MaxTokens = 5 },
        };
        GenerationEngine engine = new(TaiTiny.Model, options);
        await RunAsync(engine, s_requests / 4, seed: 1);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await RunAsync(engine, s_requests - (s_requests / 4), seed: 2);
        long after = GC.GetTotalMemory(forceFullCollection: true);

        EngineLoad load = engine.Load;
        output.WriteLine($"{_served} served, {_cancelled} cancelled, {_left} left, {_refused} refused; {load}; {after - before} bytes more than after the first quarter");
        Assert.Equal((0, 0), (engine.SequenceCount, engine.BlocksInUse));
        Assert.InRange(load.KeyValueBytes, 0, bytes);
        Assert.True(load.Preemptions > 0 && load.TokensReused > 0 && load.GuessesRight > 0);
        Assert.InRange(_served + _cancelled + _left + _refused, s_requests, s_requests + (4 * Readers));
        Assert.True(_cancelled > s_requests / 10 && _left > s_requests / 10 && _refused > s_requests / 100, "The mix is not what it should be.");
        Assert.InRange(after - before, long.MinValue, 4 << 20);
        await engine.DisposeAsync();
        Assert.Equal(0, engine.Load.ActiveSequences + engine.Load.WaitingSequences);
    }

    /// <summary>Each engine has a thread of its own and three that help; a process that forgot them would have 120 more in the end.</summary>
    [Fact]
    public async Task Engines_that_are_disposed_leave_no_thread()
    {
        int before = 0;
        for (int i = 0; i < 31; i++)
        {
            await using (GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 4 }))
                await OneAsync(engine, new Random(i), reader: i, Prompt(new Random(i), i));
            before = i == 0 ? Threads() : before;
        }

        Assert.InRange(Threads(), 1, before + 20);

        static int Threads()
        {
            using Process process = Process.GetCurrentProcess();
            return process.Threads.Count;
        }
    }

    private Task RunAsync(GenerationEngine engine, int requests, int seed) =>
        Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            Random random = new((seed * 1000) + reader);
            for (int done = 0; done < (requests + reader) / Readers;)
            {
                // Several completions of one prompt share its blocks, and copy the last one where they part.
                int[] prompt = Prompt(random, reader);
                int together = random.Next(4) == 0 ? random.Next(2, 4) : 1;
                await Task.WhenAll(Enumerable.Range(0, together).Select(_ => OneAsync(engine, new Random(random.Next()), reader, prompt)));
                done += together;
            }
        })));

    private async Task OneAsync(GenerationEngine engine, Random random, int reader, int[] prompt)
    {
        using CancellationTokenSource cancellation = new();
        int wanted = random.Next(0, 30), seen = 0;
        bool cancels = random.Next(2) == 0, tooLarge = random.Next(25) == 0 && engine.ContextLength < TaiTiny.Model.Spec.ContextLength;
        GenerationRequest request = new()
        {
            Prompt = prompt, MaxTokens = tooLarge ? 1000 : random.Next(0, 25), Caller = $"{reader % 4}", IgnoreEndOfSequence = random.Next(2) == 0,
            PromptLogProbs = random.Next(20) == 0, Sampling = new SamplingOptions { Temperature = random.Next(2), Seed = (ulong)random.Next() },
        };
        try
        {
            await foreach (GenerationStep step in engine.GenerateAsync(request, cancellation.Token))
            {
                Assert.False(tooLarge);
                if (++seen > wanted && cancels)
                    await cancellation.CancelAsync();
                else if (seen > wanted)
                    break;
                else if (random.Next(10) == 0)
                    await Task.Yield();
            }

            Interlocked.Increment(ref seen > wanted ? ref _left : ref _served);
        }
        catch (OperationCanceledException)
        {
            Assert.True(cancels && seen > wanted);
            Interlocked.Increment(ref _cancelled);
        }
        catch (KeyValueMemoryException)
        {
            Assert.True(tooLarge);
            Interlocked.Increment(ref _refused);
        }
    }

    private static int[] Prompt(Random random, int reader)
    {
        int[] prompt = TaiTiny.Cases[random.Next(TaiTiny.Cases.Length)].Ids;
        return random.Next(3) == 0 ? [.. Enumerable.Range(0, random.Next(1, 150)).Select(i => i * reader % 2000), .. prompt] : prompt;
    }
}
