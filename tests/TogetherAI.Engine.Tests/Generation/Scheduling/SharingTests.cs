using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Tests.Generation.Scheduling;

/// <summary>What sequences that begin alike spare each other, counted in tokens that passed through the model and in blocks.</summary>
public class SharingTests
{
    private static readonly int[] s_prompt = [.. Enumerable.Range(0, 100).Select(i => 50 + (i * 13 % 1500))];

    [Fact]
    public void A_prompt_for_several_completions_is_read_once_and_kept_once()
    {
        using EngineByHand engine = new(new GenerationEngineOptions { Threads = 1, StepsAhead = 1000, MaxBatchTokens = 40, Speculation = SpeculationOptions.None });
        Sequence[] completions = [.. Enumerable.Range(0, 4).Select(i => engine.Add(Request(s_prompt, new SamplingOptions { Temperature = 2, Seed = (ulong)i })))];
        while (completions.Any(one => one.Steps.Count == 0))
            Assert.NotEqual(0, engine.Turn());

        // The last token of the prompt is read for each, since what follows it is drawn from that; and the first one is a step ahead.
        Assert.Equal(100 + 3 + 1, engine.Computed);

        // Three full blocks for all, and of the fourth, in which each goes on by itself, one for each.
        Assert.Equal(3 + 4, engine.Workspace.Blocks.InUse);
        for (int i = 0; i < 8; i++)
            engine.Turn();
        Assert.Equal(3 + 4, engine.Workspace.Blocks.InUse);
        Assert.Equal(4, completions.Select(one => string.Join(",", one.Tokens)).Distinct().Count());
    }

    [Fact]
    public void A_prompt_that_was_read_before_costs_its_last_token_and_one_that_begins_alike_what_is_new()
    {
        using EngineByHand engine = new(new GenerationEngineOptions { Threads = 1, StepsAhead = 1000 });
        Assert.Equal(100, Cost(engine, s_prompt));
        Assert.Equal(1, Cost(engine, s_prompt));
        Assert.Equal(100 - 64, Cost(engine, [.. s_prompt[..70], .. s_prompt[..30]]));
        Assert.Equal(50, Cost(engine, s_prompt[1..51]));

        // A chat that goes on finds its own answer too: 96 of 100 tokens of the prompt and the answer's blocks.
        Sequence turn = engine.Add(Request(s_prompt, new SamplingOptions()) with { MaxTokens = 60 });
        while (!turn.Released.IsCompleted)
            Assert.NotEqual(0, engine.Turn());
        Assert.Equal(160, turn.Tokens.Count);
        Assert.Equal(10 + 160 - 128, Cost(engine, [.. turn.Tokens, .. s_prompt[..10]]));
    }

    [Fact]
    public void Nothing_is_kept_where_no_memory_is_given_to_it()
    {
        using EngineByHand engine = new(new GenerationEngineOptions { Threads = 1, StepsAhead = 1000, PrefixCacheBytes = 0 });
        Assert.Equal((100, 100), (Cost(engine, s_prompt), Cost(engine, s_prompt)));
        Assert.Equal(0, engine.Workspace.Blocks.Kept);
    }

    [Fact]
    public void What_was_used_the_longest_ago_is_forgotten_first_and_of_that_the_end()
    {
        long block = KeyValueBlockPool.BytesOfBlock(TaiTiny.Model.Spec, KeyValueFormat.Float32);
        using EngineByHand engine = new(new GenerationEngineOptions { Threads = 1, StepsAhead = 1000, PrefixCacheBytes = 6 * block });
        int[][] prompts = [.. Enumerable.Range(0, 3).Select(i => s_prompt.Select(id => id + i).ToArray())];
        Assert.Equal((100, 100), (Cost(engine, prompts[0]), Cost(engine, prompts[1])));
        Assert.Equal(6, engine.Workspace.Blocks.Kept);

        // Of the first its end had to go, not its beginning: two blocks of four are there yet. Then the second is the older one.
        Assert.Equal(100 - 64, Cost(engine, prompts[0]));
        Assert.Equal(1, Cost(engine, prompts[0]));
        Assert.Equal(100 - 64, Cost(engine, prompts[1]));
    }

    [Fact]
    public void A_prompt_whose_own_log_probabilities_are_wanted_is_read_whole()
    {
        using EngineByHand engine = new(new GenerationEngineOptions { Threads = 1, StepsAhead = 1000 });
        Assert.Equal(100, Cost(engine, s_prompt));
        Sequence scored = engine.Add(Request(s_prompt, new SamplingOptions()) with { MaxTokens = 0, PromptLogProbs = true });
        long before = engine.Computed;
        engine.Turn();
        Assert.Equal(100, engine.Computed - before);
        Assert.True(scored.Steps.TryRead(out GenerationStep? step));
        Assert.Equal(100, step.PromptLogProbs!.Count);
    }

    /// <summary>Tokens that pass through the model up to the first one generated.</summary>
    private static long Cost(EngineByHand engine, int[] prompt)
    {
        long before = engine.Computed;
        Sequence sequence = engine.Add(Request(prompt, new SamplingOptions()) with { MaxTokens = 1 });
        while (!sequence.Released.IsCompleted)
            Assert.NotEqual(0, engine.Turn());
        return engine.Computed - before;
    }

    private static GenerationRequest Request(int[] prompt, SamplingOptions sampling) => new() { Prompt = prompt, Sampling = sampling, IgnoreEndOfSequence = true };
}
