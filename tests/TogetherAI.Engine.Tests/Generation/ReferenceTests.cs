using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Tests.Models;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Generation;

public class ReferenceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_prompt_of_the_reference_gives_the_same_ids_the_same_text_and_the_same_end()
    {
        await using GenerationEngine engine = new(TaiTiny.Model);
        Assert.Equal(42, TaiTiny.Cases.Length);
        foreach (TaiTiny.Case expected in TaiTiny.Cases)
        {
            int[] prompt = TaiTiny.Model.Tokenizer.Encode(expected.Text, SpecialTokens.Parse);
            Assert.Equal(expected.Ids, prompt);

            List<GenerationStep> steps = await engine.StepsAsync(new GenerationRequest { Prompt = prompt, MaxTokens = 256 });
            Assert.Equal(expected.GreedyIds, steps.Ids());
            Assert.Equal(expected.GreedyText, steps.Text());
            Assert.Equal("stop", expected.Finish);
            Assert.Equal(StopReason.EndOfSequence, steps[^1].Stop);
        }
    }

    [Fact]
    public void The_five_highest_logits_of_every_recorded_step_are_the_references()
    {
        float worst = 0;
        foreach (TaiTiny.Case expected in TaiTiny.Cases)
        {
            float[][] logits = Golden.Run(TaiTiny.Model.Decoder, [.. expected.Ids, .. expected.GreedyIds], chunk: 64);
            for (int step = 0; step < expected.Top5.Length; step++)
            {
                float[] row = logits[expected.Ids.Length - 1 + step];
                (int[] ids, float[] values) = expected.Top5[step];
                Assert.Equal(ids[0], Array.IndexOf(row, row.Max()));
                for (int i = 0; i < ids.Length; i++)
                    worst = Math.Max(worst, Math.Abs(values[i] - row[ids[i]]));
            }
        }

        output.WriteLine($"largest difference {worst:E2}");
        Assert.True(worst < 5e-3f, $"largest difference {worst}");
    }
}
