using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Sampling;

namespace TogetherAI.Engine.Tests.Sampling;

public class SamplerTests
{
    // Probabilities 0.1, 0.4, 0.2, 0.3 for the tokens 0 to 3, as logits.
    private static readonly float[] s_logits = [.. new[] { 0.1, 0.4, 0.2, 0.3 }.Select(p => (float)Math.Log(p))];

    [Fact]
    public void Greedy_takes_the_likeliest_and_of_equals_the_lowest_id()
    {
        Assert.Equal(1, Next(new SamplingOptions(), s_logits));
        Assert.Equal(1, Next(new SamplingOptions(), [0, 5, 5, 4]));
        Assert.Equal(1, Next(new SamplingOptions { Temperature = 1, TopK = 1 }, [0, 5, 5, 4]));
    }

    [Fact]
    public void Frequencies_follow_the_probabilities() => Distribution(new() { Temperature = 1 }, 0.1, 0.4, 0.2, 0.3);

    [Fact]
    public void Temperature_one_half_squares_the_probabilities() =>
        Distribution(new() { Temperature = 0.5f }, 0.01 / 0.30, 0.16 / 0.30, 0.04 / 0.30, 0.09 / 0.30);

    [Fact]
    public void Top_k_keeps_the_k_likeliest() => Distribution(new() { Temperature = 1, TopK = 2 }, 0, 4.0 / 7, 0, 3.0 / 7);

    [Fact]
    public void Top_p_keeps_the_fewest_that_reach_the_sum()
    {
        Distribution(new() { Temperature = 1, TopP = 0.69f }, 0, 4.0 / 7, 0, 3.0 / 7);
        Distribution(new() { Temperature = 1, TopP = 0.71f }, 0, 4.0 / 9, 2.0 / 9, 3.0 / 9);
        Distribution(new() { Temperature = 1, TopP = 0.01f }, 0, 1, 0, 0);
        Distribution(new() { Temperature = 1, TopP = 1 }, 0.1, 0.4, 0.2, 0.3);
    }

    [Fact]
    public void Min_p_keeps_those_with_a_share_of_the_likeliest() => Distribution(new() { Temperature = 1, MinP = 0.7f }, 0, 4.0 / 7, 0, 3.0 / 7);

    [Fact]
    public void Top_p_counts_within_what_top_k_kept()
    {
        // Of 0.4, 0.3, 0.2 the first is 4/9 = 0.44 of the sum, the first two are 7/9 = 0.78.
        Distribution(new() { Temperature = 1, TopK = 3, TopP = 0.77f }, 0, 4.0 / 7, 0, 3.0 / 7);
        Distribution(new() { Temperature = 1, TopK = 3, TopP = 0.79f }, 0, 4.0 / 9, 2.0 / 9, 3.0 / 9);
    }

    [Fact]
    public void Min_p_counts_after_temperature()
    {
        // Squared and scaled to the likeliest: 0.0625, 1, 0.25, 0.5625.
        Distribution(new() { Temperature = 0.5f, MinP = 0.3f }, 0, 0.16 / 0.25, 0, 0.09 / 0.25);
        Distribution(new() { Temperature = 0.5f, MinP = 0.3f, TopK = 4, TopP = 0.9999f }, 0, 0.16 / 0.25, 0, 0.09 / 0.25);
    }

    [Fact]
    public void Logit_bias_is_added_and_can_forbid()
    {
        Dictionary<int, float> bias = new() { [0] = MathF.Log(4), [1] = float.NegativeInfinity };
        Distribution(new() { Temperature = 1, LogitBias = bias }, 0.4 / 0.9, 0, 0.2 / 0.9, 0.3 / 0.9);
        Assert.Equal(0, Next(new SamplingOptions { LogitBias = bias }, s_logits));
    }

    [Fact]
    public void Repetition_penalty_pulls_tokens_of_prompt_and_completion_towards_less()
    {
        SamplingOptions options = new() { RepetitionPenalty = 2 };
        Sampler sampler = new(options, 0, [1]);
        SamplingBuffers buffers = new(4);

        // Token 1 stands in the prompt: 5 becomes 2.5.
        Assert.Equal(2, sampler.Next([1, 5, 4, 3], buffers));
        // Token 2 is drawn now: 4 becomes 2.
        Assert.Equal(3, sampler.Next([1, 5, 4, 3], buffers));
        // Negative logits move away from zero: -1 and -2 become -2 and -4.
        Assert.Equal(0, sampler.Next([-1.5f, -1, -2, -1], buffers));
    }

    [Fact]
    public void Presence_and_frequency_penalties_count_the_completion_only()
    {
        SamplingBuffers buffers = new(3);
        Sampler presence = new(new SamplingOptions { PresencePenalty = 1.5f }, 0, [0]);
        Assert.Equal([0, 1, 0, 0], Take(presence, [3, 2, 0], buffers, 4));
        Sampler frequency = new(new SamplingOptions { FrequencyPenalty = 0.75f }, 0, [0]);

        // 3, 2.25, then 1.5 against 2, then 1.5 against 1.25.
        Assert.Equal([0, 0, 1, 0], Take(frequency, [3, 2, 0], buffers, 4));
    }

    [Fact]
    public void Bias_comes_before_the_repetition_penalty_and_that_before_the_others()
    {
        // Token 0: (1 + 3) / 2 - 1 - 0.5 = 0.5 on its second turn; in any other order it would be above 0.6 or below 0.4.
        SamplingOptions options = new()
        {
            LogitBias = new Dictionary<int, float> { [0] = 3 }, RepetitionPenalty = 2, PresencePenalty = 1, FrequencyPenalty = 0.5f,
        };
        Assert.Equal([0, 1], Take(new Sampler(options, 0, [2]), [1, 0.6f, 0], new SamplingBuffers(3), 2));
        Assert.Equal([0, 0], Take(new Sampler(options, 0, [2]), [1, 0.4f, 0], new SamplingBuffers(3), 2));
    }

    [Fact]
    public void The_seed_and_the_position_decide_a_draw_and_nothing_else_does()
    {
        SamplingOptions options = new() { Temperature = 1 };
        SamplingBuffers shared = new(4);
        int[] alone = Take(new Sampler(options, 99, []), s_logits, new SamplingBuffers(4), 50);
        Sampler first = new(options, 99, []), second = new(options, 100, []);
        List<int> interleaved = [];
        for (int i = 0; i < 50; i++)
        {
            interleaved.Add(first.Next(s_logits, shared));
            second.Next(s_logits, shared);
        }

        Assert.Equal(alone, interleaved);
        Assert.NotEqual(alone, Take(new Sampler(options, 100, []), s_logits, shared, 50));
    }

    [Fact]
    public void The_smallest_temperature_and_the_widest_logits_stay_finite()
    {
        Assert.Equal(1, Next(new SamplingOptions { Temperature = float.Epsilon }, [-3e38f, 3e38f, 0, 0]));
        Assert.Equal(0, Next(new SamplingOptions { Temperature = 1, LogitBias = new Dictionary<int, float> { [0] = float.NegativeInfinity } }, [0]));
    }

    private static int Next(SamplingOptions options, float[] logits) => new Sampler(options, 1, []).Next(logits, new SamplingBuffers(logits.Length));

    private static int[] Take(Sampler sampler, float[] logits, SamplingBuffers buffers, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => sampler.Next(logits, buffers))];

    /// <summary>Draws 20,000 times; five standard deviations at most from what was worked out by hand, and never what is ruled out.</summary>
    private static void Distribution(SamplingOptions options, params double[] expected)
    {
        const int Draws = 20_000;
        int[] tokens = Take(new Sampler(options, 2026, []), s_logits, new SamplingBuffers(4), Draws);
        for (int token = 0; token < expected.Length; token++)
        {
            double deviation = Math.Sqrt(expected[token] * (1 - expected[token]) / Draws);
            Assert.InRange(tokens.Count(drawn => drawn == token) / (double)Draws, expected[token] - (5 * deviation), expected[token] + (5 * deviation));
        }
    }
}
