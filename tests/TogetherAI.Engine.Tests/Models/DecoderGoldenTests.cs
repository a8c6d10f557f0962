namespace TogetherAI.Engine.Tests.Models;

public class DecoderGoldenTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("tiny_llama3", 24)]
    [InlineData("tiny_llama3", 5)]
    [InlineData("tiny_llama3", 1)]
    [InlineData("tiny_mistral", 24)]
    [InlineData("tiny_mistral", 5)]
    [InlineData("tiny_mistral", 1)]
    [InlineData("tiny_qwen3", 24)]
    [InlineData("tiny_qwen3", 5)]
    [InlineData("tiny_qwen3", 1)]
    public void Logits_equal_those_of_a_float64_implementation_however_the_prompt_is_cut(string model, int chunk)
    {
        using Golden golden = new(model);
        float[][] logits = golden.Run(chunk);

        Assert.Equal(golden.ArgMax, logits.Select(row => Array.IndexOf(row, row.Max())));
        float worst = golden.Logits.Max(expected => expected.Value.Zip(logits[expected.Key], (a, b) => Math.Abs(a - b)).Max());
        output.WriteLine($"largest difference {worst:E2}");
        Assert.True(worst < 1e-3f, $"largest difference {worst}");
    }

    [Theory]
    [InlineData("tiny_llama3")]
    [InlineData("tiny_mistral")]
    [InlineData("tiny_qwen3")]
    public void Logits_have_the_same_bits_for_any_number_of_threads_and_any_cut(string model)
    {
        using Golden golden = new(model);
        float[][] whole = golden.Run(chunk: 24, threads: 1);
        foreach (int chunk in new[] { 1, 2, 3, 7, 24 })
            Assert.Equal(whole, golden.Run(chunk, threads: 1 + (chunk % 3)));
    }
}
