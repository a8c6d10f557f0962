using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Generation;

/// <summary>What an engine may spend on keys and values, worked out from its options and the machine.</summary>
/// <param name="Format">How the numbers are stored.</param>
/// <param name="BytesPerToken">What one token takes, in the draft model too where there is one.</param>
/// <param name="Blocks">Most blocks, of each model.</param>
/// <param name="KeptBlocks">Most blocks that are kept for later prompts while no sequence uses them.</param>
internal readonly record struct KeyValueBudget(KeyValueFormat Format, long BytesPerToken, int Blocks, int KeptBlocks)
{
    public static KeyValueBudget Of(ModelSpec spec, GenerationEngineOptions options)
    {
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        long block = KeyValueBlockPool.BytesOfBlock(spec, options.KeyValueFormat);
        if (options.Speculation.DraftModel is { } draft)
            block += KeyValueBlockPool.BytesOfBlock(draft.Spec, options.KeyValueFormat);
        int blocks = (int)Math.Clamp((options.MaxKeyValueBytes ?? memory / 4) / block, 1, int.MaxValue);
        int kept = (int)Math.Min((options.PrefixCacheBytes ?? memory / 16) / block, blocks);
        return new KeyValueBudget(options.KeyValueFormat, block / KeyValueBlockPool.Positions, blocks, kept);
    }

    /// <summary>Most tokens of one sequence that is alone.</summary>
    public long Tokens => (long)Blocks * KeyValueBlockPool.Positions;

    public KeyValueBlockPool CreatePool(ModelSpec spec) => new(spec, Format, Blocks, KeptBlocks);
}
