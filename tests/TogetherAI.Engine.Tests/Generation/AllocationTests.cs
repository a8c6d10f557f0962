using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

public class AllocationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0f, 500)]
    [InlineData(0.8f, 500)]
    public void A_token_allocates_little_and_no_more_as_the_text_grows(float temperature, int bytes)
    {
        // On one thread, so that what the test's neighbours allocate is not counted.
        using Workspace workspace = new(TaiTiny.Model.Decoder, new GenerationEngineOptions { Threads = 1 });
        GenerationRequest request = new()
        {
            Prompt = TaiTiny.Capital.Ids, IgnoreEndOfSequence = true, StopStrings = ["never"],
            Sampling = new SamplingOptions { Temperature = temperature, TopP = 0.9f, Seed = 1 },
        };
        Generate(700);
        long[] allocated = Generate(700);
        Assert.Equal(0, workspace.Blocks.InUse);
        output.WriteLine($"bytes a token: {string.Join(", ", allocated)}");
        Assert.All(allocated, perToken => Assert.InRange(perToken, 0, bytes));

        long[] Generate(int tokens)
        {
            Sequence sequence = new(request, TaiTiny.Model, stepsAhead: 4);
            List<long> perToken = new(tokens / 100);
            for (int hundred = 0; hundred < tokens / 100; hundred++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 100; i++)
                {
                    Assert.True(sequence.Advance(workspace));
                    Assert.True(sequence.Steps.TryRead(out _));
                }

                perToken.Add((GC.GetAllocatedBytesForCurrentThread() - before) / 100);
            }

            sequence.Release();
            return [.. perToken];
        }
    }
}
