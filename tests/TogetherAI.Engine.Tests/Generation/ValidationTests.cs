using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

public sealed class ValidationTests : IDisposable
{
    private readonly GenerationEngine _engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = 1 });

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void An_empty_prompt_is_refused_at_the_call() =>
        Assert.Equal("Prompt", Assert.Throws<ArgumentException>(() => _engine.GenerateAsync(new GenerationRequest { Prompt = [] })).ParamName);

    [Theory]
    [InlineData(-1)]
    [InlineData(2048)]
    public void A_token_outside_the_vocabulary_is_refused(int token)
    {
        ArgumentOutOfRangeException fault = Assert.Throws<ArgumentOutOfRangeException>(() => _engine.GenerateAsync(new GenerationRequest { Prompt = [1, token] }));
        Assert.Equal(token, fault.ActualValue);
        Assert.Contains("0 to 2047", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_longer_than_the_context_is_refused_with_both_lengths()
    {
        ContextLengthException fault = Assert.Throws<ContextLengthException>(() => _engine.GenerateAsync(new GenerationRequest { Prompt = new int[1025] }));
        Assert.Equal((1025, 1024), (fault.PromptTokens, fault.ContextLength));
    }

    [Fact]
    public void Numbers_out_of_bounds_are_named()
    {
        GenerationRequest good = new() { Prompt = [1] };
        Refuses("MaxTokens", good with { MaxTokens = -1 });
        Refuses("TopLogProbs", good with { TopLogProbs = 21 });
        Refuses("TopLogProbs", good with { TopLogProbs = -1 });
        Refuses("Temperature", good with { Sampling = new() { Temperature = -0.1f } });
        Refuses("Temperature", good with { Sampling = new() { Temperature = float.NaN } });
        Refuses("Temperature", good with { Sampling = new() { Temperature = float.PositiveInfinity } });
        Refuses("TopK", good with { Sampling = new() { TopK = 0 } });
        Refuses("TopP", good with { Sampling = new() { TopP = 0 } });
        Refuses("TopP", good with { Sampling = new() { TopP = 1.01f } });
        Refuses("TopP", good with { Sampling = new() { TopP = float.NaN } });
        Refuses("MinP", good with { Sampling = new() { MinP = -0.1f } });
        Refuses("MinP", good with { Sampling = new() { MinP = 1.1f } });
        Refuses("RepetitionPenalty", good with { Sampling = new() { RepetitionPenalty = 0 } });
        Refuses("PresencePenalty", good with { Sampling = new() { PresencePenalty = float.NaN } });
        Refuses("FrequencyPenalty", good with { Sampling = new() { FrequencyPenalty = float.NegativeInfinity } });
        Refuses("LogitBias", good with { Sampling = new() { LogitBias = new Dictionary<int, float> { [2048] = 1 } } });
        Refuses("LogitBias", good with { Sampling = new() { LogitBias = new Dictionary<int, float> { [1] = float.NaN } } });
        Assert.Equal("StopStrings", Assert.Throws<ArgumentException>(() => _engine.GenerateAsync(good with { StopStrings = ["a", ""] })).ParamName);
    }

    [Fact]
    public void Options_out_of_bounds_are_named()
    {
        Assert.Equal("Threads", Fault(new() { Threads = 0 }));
        Assert.Equal("MaxBatchTokens", Fault(new() { MaxBatchTokens = 5000 }));
        Assert.Equal("MaxActiveSequences", Fault(new() { MaxActiveSequences = 0 }));
        Assert.Equal("StepsAhead", Fault(new() { StepsAhead = 0 }));
        Assert.Equal("MaxKeyValueBytes", Fault(new() { MaxKeyValueBytes = 0 }));
        Assert.Equal("PrefixCacheBytes", Fault(new() { PrefixCacheBytes = -1 }));
        Assert.Equal("KeyValueFormat", Fault(new() { KeyValueFormat = (KeyValueFormat)7 }));
        Assert.Equal("Speculation.MaxTokens", Fault(new() { Speculation = new() { MaxTokens = 65 } }));

        static string? Fault(GenerationEngineOptions options) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationEngine(TaiTiny.Model, options)).ParamName;
    }

    [Fact]
    public async Task Lists_that_change_after_the_call_change_nothing()
    {
        List<int> prompt = [.. TaiTiny.Capital.Ids];
        Dictionary<int, float> bias = [];
        IAsyncEnumerable<GenerationStep> steps = _engine.GenerateAsync(new GenerationRequest { Prompt = prompt, Sampling = new() { LogitBias = bias } });
        prompt[0] = 1_000_000;
        bias[-5] = 1;
        string text = "";
        await foreach (GenerationStep step in steps)
            text += step.Text;
        Assert.Equal("The capital of France is Paris.", text);
    }

    private void Refuses(string parameter, GenerationRequest request) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => _engine.GenerateAsync(request)).ParamName);
}
