using TogetherAI.Engine.Models;
using TogetherAI.Engine.Models.Gguf;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Conversion;

/// <summary>Writes a <see cref="ModelSpec"/> as GGUF's metadata, for <see cref="GgufSpecReader"/> and for llama.cpp.</summary>
internal static class GgufSpecWriter
{
    public static void Write(GgufWriter writer, ModelSpec spec, ModelFamily family)
    {
        string prefix = family.Gguf + ".";
        RefuseMissingCap(family, family.AttentionSoftCap, spec.AttentionSoftCap, "attn_logit_softcapping");
        RefuseMissingCap(family, family.LogitSoftCap, spec.LogitSoftCap, "final_logit_softcapping");
        writer.Add(prefix + "vocab_size", spec.VocabularySize);
        writer.Add(prefix + "context_length", spec.ContextLength);
        writer.Add(prefix + "embedding_length", spec.HiddenSize);
        writer.Add(prefix + "block_count", spec.LayerCount);
        writer.Add(prefix + "feed_forward_length", spec.FeedForwardSize);
        writer.Add(prefix + "attention.head_count", spec.HeadCount);
        writer.Add(prefix + "attention.head_count_kv", spec.KeyValueHeadCount);
        writer.Add(prefix + "attention.key_length", spec.HeadSize);
        writer.Add(prefix + "attention.value_length", spec.HeadSize);
        writer.Add(prefix + "attention.layer_norm_rms_epsilon", spec.NormEpsilon);
        if (spec.QueryScale is { } scale)
            writer.Add(prefix + "attention.scale", scale);
        if (spec.AttentionSoftCap is { } attentionCap)
            writer.Add(prefix + "attn_logit_softcapping", attentionCap);
        if (spec.LogitSoftCap is { } logitCap)
            writer.Add(prefix + "final_logit_softcapping", logitCap);
        WriteWindows(writer, spec, family, prefix + "attention.sliding_window");
        writer.Add(prefix + "rope.dimension_count", spec.RotarySize ?? spec.HeadSize);
        writer.Add(prefix + "rope.freq_base", spec.RopeTheta);
        if (spec.WindowedRopeTheta is { } theta)
            writer.Add(prefix + "rope.freq_base_swa", theta);
        if (spec.UnrotatedLayers.Count > 0)
            writer.Add(GgufSpecReader.UnrotatedKey, [.. spec.UnrotatedLayers]);
        WriteScaling(writer, spec, prefix + "rope.scaling.");
    }

    private static void RefuseMissingCap(ModelFamily family, double? usual, double? cap, string field)
    {
        if (usual is not null && cap is null)
            throw new ModelFormatException(
                ModelSpecReader.FileName, field, $"is off. GGUF cannot say so of a {family.Gguf}: whoever reads the file would take the usual cap. Run the model from its folder.");
    }

    private static void WriteWindows(GgufWriter writer, ModelSpec spec, ModelFamily family, string key)
    {
        // A family that has a window where the key is absent is told outright that there is none.
        if (spec.SlidingWindow is not null || family.GgufWindow is not null)
            writer.Add(key, spec.SlidingWindow ?? 0);
        bool isPatterned = family.WindowPeriod > 0; // and without one, the family's own is meant
        if (spec.SlidingWindow is not null && (isPatterned || Enumerable.Range(0, spec.LayerCount).Any(layer => !spec.IsWindowed(layer))))
            writer.Add(key + "_pattern", [.. Enumerable.Range(0, spec.LayerCount).Select(spec.IsWindowed)]);
    }

    private static void WriteScaling(GgufWriter writer, ModelSpec spec, string prefix)
    {
        int turned = spec.RotarySize ?? spec.HeadSize;
        switch (spec.RopeScaling)
        {
            case null:
                break;
            case RopeScaling.Linear linear:
                writer.Add(prefix + "type", "linear");
                writer.Add(prefix + "factor", linear.Factor);
                break;
            case RopeScaling.Yarn { WholePlaces: true } yarn:
                writer.Add(prefix + "type", "yarn");
                writer.Add(prefix + "factor", yarn.Factor);
                writer.Add(prefix + "original_context_length", yarn.OriginalContextLength);
                writer.Add(prefix + "yarn_beta_fast", yarn.FastTurns);
                writer.Add(prefix + "yarn_beta_slow", yarn.SlowTurns);
                writer.Add(prefix + "attn_factor", yarn.AttentionFactor / RopeScalingReader.YarnMagnitude(yarn.Factor, 1));
                break;
            case RopeScaling.LongRope longRope:
                writer.Add(prefix + "type", "longrope");
                writer.Add(prefix + "original_context_length", longRope.OriginalContextLength);
                writer.Add(prefix + "attn_factor", longRope.AttentionFactor);
                AddTable(writer, GgufTensorNames.ShortDivisors, longRope.ShortDivisors);
                AddTable(writer, GgufTensorNames.LongDivisors, longRope.LongDivisors);
                break;
            case RopeScaling.Llama3 or RopeScaling.Divisors:
                AddTable(writer, GgufTensorNames.Divisors, RotaryEmbedding.Divisors(turned, spec.RopeTheta, spec.RopeScaling, spec.ContextLength));
                break;
            default:
                throw new ModelFormatException(ModelSpecReader.FileName, "rope_scaling.truncate", "is false, for which GGUF has no place: run the model from its folder.");
        }
    }

    private static void AddTable(GgufWriter writer, string name, IReadOnlyList<double> values)
    {
        float[] table = [.. values.Select(static value => (float)value)];
        writer.AddTensor(name, WeightFormat.F32, new SourceTensor(name, [table.Length], (_, destination) => table.CopyTo(destination)));
    }
}
