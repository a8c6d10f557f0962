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
    public async Task The_smallest_ceiling_leaves_room_for_a_block()
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { MaxKeyValueBytes = 1 });
        Assert.Equal("The capital of France is Paris.", (await engine.StepsAsync(new GenerationRequest { Prompt = TaiTiny.Capital.Ids })).Text());
        Assert.Equal(s_block, engine.Load.KeyValueBytes);
    }
}
