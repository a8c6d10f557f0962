using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Tests.Generation.Scheduling;

/// <summary>The ceiling on keys and values, as a caller meets it.</summary>
public class MemoryTests
{
    private static readonly long s_block = KeyValueBlockPool.BytesOfBlock(TaiTiny.Model.Spec, KeyValueFormat.Float32);

    [Fact]
    public async Task What_cannot_fit_even_alone_is_refused_with_both_sizes()
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { MaxKeyValueBytes = (4 * s_block) + 1 });
        Assert.Equal(128, engine.ContextLength);
        KeyValueMemoryException fault = Assert.Throws<KeyValueMemoryException>(() => engine.GenerateAsync(new GenerationRequest { Prompt = new int[129] }));
        Assert.Equal((129 * s_block / 32, 4 * s_block), (fault.RequiredBytes, fault.AvailableBytes));
        Assert.Throws<KeyValueMemoryException>(() => engine.GenerateAsync(new GenerationRequest { Prompt = new int[100], MaxTokens = 29 }));
        Assert.Throws<ContextLengthException>(() => engine.GenerateAsync(new GenerationRequest { Prompt = new int[1025] }));

        // What asks for no number of tokens ends where the memory does.
        List<GenerationStep> steps = await engine.StepsAsync(new GenerationRequest { Prompt = new int[100], IgnoreEndOfSequence = true });
        Assert.Equal((28, StopReason.ContextFull), (steps.Count, steps[^1].Stop));
    }

    [Fact]
    public async Task Half_precision_holds_twice_the_tokens()
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { MaxKeyValueBytes = 4 * s_block, KeyValueFormat = KeyValueFormat.Float16 });
        Assert.Equal(256, engine.ContextLength);
    }

    [Fact]
    public async Task A_draft_models_keys_and_values_count()
    {
        GenerationEngineOptions options = new() { MaxKeyValueBytes = 8 * s_block, Speculation = new SpeculationOptions { DraftModel = PoorModel.Instance } };
        await using GenerationEngine engine = new(TaiTiny.Model, options);
        Assert.Equal(128, engine.ContextLength);
        await engine.StepsAsync(new GenerationRequest { Prompt = TaiTiny.Capital.Ids, MaxTokens = 100, IgnoreEndOfSequence = true });

        // Four blocks of the model's, and as many of the draft model's as it has read.
        Assert.InRange(engine.Load.KeyValueBytes, 5 * s_block, 8 * s_block);
    }

    [Fact]
    public void A_shape_whose_blocks_no_array_can_hold_is_refused()
    {
        // As a file might say it: 4 · 2 · 1024 · 1024 · 1024 · 32 bytes.
        ModelSpec hostile = TaiTiny.Model.Spec with { LayerCount = 1024, KeyValueHeadCount = 1024, HeadSize = 1024 };
        NotSupportedException fault = Assert.Throws<NotSupportedException>(() => new KeyValueBlockPool(hostile));
        Assert.Contains("1024 layers, 1024 heads of 1024", fault.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => KeyValueBudget.Of(hostile, new GenerationEngineOptions { KeyValueFormat = KeyValueFormat.Float16 }));
    }

    [Fact]
    public async Task After_a_burst_the_memory_of_2048_tokens_stays_and_the_rest_goes_back()
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { PrefixCacheBytes = 0 });
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => engine.StepsAsync(new GenerationRequest { Prompt = [.. Enumerable.Repeat(i, 900)], MaxTokens = 20 })));
        Assert.Equal(64 * s_block, engine.Load.KeyValueBytes);
    }

    [Fact]
    public async Task The_smallest_ceiling_leaves_room_for_a_block()
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { MaxKeyValueBytes = 1 });
        Assert.Equal("The capital of France is Paris.", (await engine.StepsAsync(new GenerationRequest { Prompt = TaiTiny.Capital.Ids })).Text());
        Assert.Equal(s_block, engine.Load.KeyValueBytes);
    }
}
