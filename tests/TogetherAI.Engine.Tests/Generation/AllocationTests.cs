using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

public class AllocationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0f, 500)]
    [InlineData(0.8f, 500)]
    public void A_token_allocates_little_and_no_more_as_the_text_grows(float temperature, int bytes)
    {
        // Without blocks that are kept for later prompts: their number grows up to its bound. On one thread, so that what the test's neighbours allocate is not counted.
        using EngineByHand engine = new(new GenerationEngineOptions { Threads = 1, StepsAhead = 4, PrefixCacheBytes = 0 });
        GenerationRequest request = new()
        {
            Prompt = TaiTiny.Capital.Ids, IgnoreEndOfSequence = true, StopStrings = ["never"],
            Sampling = new SamplingOptions { Temperature = temperature, TopP = 0.9f, Seed = 1 },
        };
        Generate(700);
        long[] allocated = Generate(700);
        Assert.Equal(0, engine.Workspace.Blocks.InUse);
        output.WriteLine($"bytes a token: {string.Join(", ", allocated)}");
        Assert.All(allocated, perToken => Assert.InRange(perToken, 0, bytes));

        long[] Generate(int tokens)
        {
            Sequence sequence = engine.Add(request);
            List<long> perToken = new(tokens / 100);
            for (int hundred = 0; hundred < tokens / 100; hundred++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 100; i++)
                {
                    Assert.True(engine.Turn() == 1);
                    Assert.True(sequence.Steps.TryRead(out _));
                }

                perToken.Add((GC.GetAllocatedBytesForCurrentThread() - before) / 100);
            }

            sequence.Abandon();
            Assert.Equal(0, engine.Turn());
            return [.. perToken];
        }
    }
}
