using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

/// <summary>What one request yields. "The capital of France is Paris." is 10 tokens and an end token.</summary>
public sealed class GenerationTests : IDisposable
{
    private const string Answer = "The capital of France is Paris.";
    private readonly GenerationEngine _engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1 });
    private readonly GenerationRequest _request = new() { Prompt = TaiTiny.Capital.Ids };

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task The_end_token_ends_the_text_and_is_the_last_steps_token()
    {
        List<GenerationStep> steps = await _engine.StepsAsync(_request);
        Assert.Equal(Answer, steps.Text());
        Assert.Equal((2035, StopReason.EndOfSequence), (steps[^1].Token, steps[^1].Stop));
        Assert.All(steps[..^1], step => Assert.Null(step.Stop));
        Assert.Equal(11, steps.Count);
    }

    [Fact]
    public async Task Ignoring_the_end_goes_on_to_the_number_of_tokens()
    {
        List<GenerationStep> steps = await _engine.StepsAsync(_request with { IgnoreEndOfSequence = true, MaxTokens = 30 });
        Assert.Equal((30, StopReason.MaxTokens), (steps.Count, steps[^1].Stop));
        Assert.StartsWith(Answer, steps.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("<|im_end|>", steps.Text(), StringComparison.Ordinal);
        List<GenerationStep> special = await _engine.StepsAsync(_request with { IgnoreEndOfSequence = true, MaxTokens = 30, SkipSpecialTokens = false });
        Assert.StartsWith(Answer + "<|im_end|>", special.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Max_tokens_ends_the_text_where_it_stands()
    {
        List<GenerationStep> steps = await _engine.StepsAsync(_request with { MaxTokens = 3 });
        Assert.Equal((3, StopReason.MaxTokens), (steps.Count, steps[^1].Stop));
        Assert.StartsWith(steps.Text(), Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_tokens_asked_for_gives_one_step_without_a_token()
    {
        GenerationStep step = Assert.Single(await _engine.StepsAsync(_request with { MaxTokens = 0 }));
        Assert.Equal((null, "", StopReason.MaxTokens), (step.Token, step.Text, step.Stop));
    }

    [Fact]
    public async Task A_full_context_ends_the_completion()
    {
        int[] prompt = [.. Enumerable.Repeat(TaiTiny.Capital.Ids, 100).SelectMany(ids => ids).Take(1020)];
        List<GenerationStep> steps = await _engine.StepsAsync(new GenerationRequest { Prompt = prompt, IgnoreEndOfSequence = true });
        Assert.Equal((4, StopReason.ContextFull), (steps.Count, steps[^1].Stop));

        GenerationStep step = Assert.Single(await _engine.StepsAsync(new GenerationRequest { Prompt = [.. prompt, 1, 2, 3, 4] }));
        Assert.Equal((null, StopReason.ContextFull), (step.Token, step.Stop));
    }

    [Theory]
    [InlineData("Paris", "The capital of France is ")]
    [InlineData("France is", "The capital of ")]
    [InlineData("e is P", "The capital of Franc")]
    [InlineData(".", "The capital of France is Paris")]
    [InlineData("T", "")]
    public async Task A_stop_string_across_tokens_ends_the_text_before_it(string stop, string text)
    {
        List<GenerationStep> steps = await _engine.StepsAsync(_request with { StopStrings = ["nowhere", stop] });
        Assert.Equal((text, StopReason.StopString, stop), (steps.Text(), steps[^1].Stop, steps[^1].StopString));
        string shown = "";
        foreach (GenerationStep step in steps)
            Assert.StartsWith(shown += step.Text, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_held_back_for_a_stop_string_that_never_came_is_shown_at_the_end()
    {
        List<GenerationStep> steps = await _engine.StepsAsync(_request with { StopStrings = ["Paris.\n"] });
        Assert.Equal((Answer, StopReason.EndOfSequence), (steps.Text(), steps[^1].Stop));
        Assert.Contains("Paris.", steps[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_probabilities_are_those_of_the_unmodified_distribution()
    {
        List<GenerationStep> plain = await _engine.StepsAsync(_request with { TopLogProbs = 5 });
        List<GenerationStep> modified = await _engine.StepsAsync(_request with
        {
            TopLogProbs = 5, Sampling = new SamplingOptions { Temperature = 0.01f, TopK = 3, RepetitionPenalty = 1.01f, Seed = 1 },
        });
        for (int i = 0; i < plain.Count; i++)
        {
            (int[] ids, float[] logits) = TaiTiny.Capital.Top5[Math.Min(i, TaiTiny.Capital.Top5.Length - 1)];
            if (i < TaiTiny.Capital.Top5.Length)
            {
                Assert.Equal(ids, plain[i].TopLogProbs.Select(top => top.Token));

                // The reference has logits: their differences are the differences of the log-probabilities.
                for (int k = 1; k < ids.Length; k++)
                    Assert.Equal(logits[0] - logits[k], plain[i].TopLogProbs[0].LogProb - plain[i].TopLogProbs[k].LogProb, 1e-3f);
            }

            Assert.Equal(plain[i].LogProb, plain[i].TopLogProbs.Single(top => top.Token == plain[i].Token).LogProb);
            Assert.Equal(plain[i].TopLogProbs, modified[i].TopLogProbs);
        }

        Assert.All(await _engine.StepsAsync(_request), step => Assert.Empty(step.TopLogProbs));
        Assert.All(await _engine.StepsAsync(_request), step => Assert.InRange(step.LogProb, -1f, 0f));
    }

    [Fact]
    public async Task The_prompts_own_log_probabilities_come_with_the_first_step()
    {
        // A prompt that ends in its own greedy answer: the answer's tokens score as they did when they were generated.
        List<GenerationStep> answer = await _engine.StepsAsync(_request with { TopLogProbs = 2 });
        int[] prompt = [.. TaiTiny.Capital.Ids, .. answer.Ids()];
        List<GenerationStep> steps = await _engine.StepsAsync(new GenerationRequest { Prompt = prompt, MaxTokens = 2, PromptLogProbs = true, TopLogProbs = 2 });
        IReadOnlyList<PromptLogProb> scores = Assert.IsAssignableFrom<IReadOnlyList<PromptLogProb>>(steps[0].PromptLogProbs);
        Assert.Null(steps[1].PromptLogProbs);
        Assert.Equal(prompt, scores.Select(score => score.Token));
        Assert.Null(scores[0].LogProb);
        Assert.Empty(scores[0].TopLogProbs);
        Assert.All(scores.Skip(1), score => Assert.Equal(2, score.TopLogProbs.Count));
        Assert.Equal(answer.Select(step => (float?)step.LogProb), scores.Skip(TaiTiny.Capital.Ids.Length).Select(score => score.LogProb));
    }

    [Fact]
    public async Task Prompt_log_probabilities_do_not_depend_on_how_the_prompt_is_cut()
    {
        int[] prompt = TaiTiny.Cases.MaxBy(one => one.Ids.Length)!.Ids;
        GenerationRequest request = new() { Prompt = prompt, MaxTokens = 0, PromptLogProbs = true };
        GenerationStep whole = Assert.Single(await _engine.StepsAsync(request));
        await using GenerationEngine pieces = new(TaiTiny.Model, new GenerationEngineOptions { MaxBatchTokens = 13, Threads = 2 });
        GenerationStep cut = Assert.Single(await pieces.StepsAsync(request));
        Assert.Equal(prompt.Length, whole.PromptLogProbs!.Count);
        Assert.Equal(whole.PromptLogProbs.Select(score => score.LogProb), cut.PromptLogProbs!.Select(score => score.LogProb));
    }

    [Fact]
    public async Task A_seed_repeats_and_a_drawn_seed_is_told_so_that_it_can_be_repeated()
    {
        GenerationRequest story = new()
        {
            Prompt = Generations.Question("Tell me a short story about a fox"), MaxTokens = 40, Sampling = new SamplingOptions { Temperature = 1.2f, TopP = 0.95f },
        };
        List<GenerationStep> drawn = await _engine.StepsAsync(story);
        ulong seed = Assert.Single(drawn.Select(step => step.Seed).Distinct());
        List<GenerationStep> repeated = await _engine.StepsAsync(story with { Sampling = story.Sampling with { Seed = seed } });
        Assert.Equal(drawn.Ids(), repeated.Ids());
        Assert.All(repeated, step => Assert.Equal(seed, step.Seed));
        Assert.NotEqual(seed, (await _engine.StepsAsync(story))[0].Seed);
    }

    [Fact]
    public async Task Half_a_character_is_never_shown()
    {
        List<GenerationStep> steps = await _engine.StepsAsync(new GenerationRequest { Prompt = Generations.Question("What is 7 times 8?") });
        Assert.Equal("7 × 8 = 56", steps.Text());
        Assert.DoesNotContain(steps, step => step.Text.Contains('\uFFFD', StringComparison.Ordinal));
    }
}
