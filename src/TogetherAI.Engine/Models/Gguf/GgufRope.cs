using TogetherAI.Engine.Weights;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Models.Gguf;

/// <summary>Reads the rotary embedding of a GGUF model: keys for the kinds that are formulas, tensors for those that are tables.</summary>
internal static class GgufRope
{
    public static double Positive(GgufMetadata metadata, string key, double absent) =>
        metadata.Number(key, absent) is > 0 and double number ? number : throw metadata.Fault(key, "must be positive.");

    /// <param name="file">The model.</param>
    /// <param name="prefix">The architecture's name and a dot.</param>
    /// <param name="turned">Elements of a head that are turned.</param>
    /// <param name="contextLength">How far the model goes.</param>
    public static RopeScaling? ReadScaling(GgufFile file, string prefix, int turned, int contextLength)
    {
        GgufMetadata metadata = file.Metadata;
        string type = metadata.Text(prefix + "rope.scaling.type") ?? "none";
        string factorKey = prefix + "rope.scaling.factor", originalKey = prefix + "rope.scaling.original_context_length";
        bool tables = file.Tensors.Has(GgufTensorNames.LongDivisors);
        switch (type)
        {
            case "longrope" or "none" when tables:
                return ReadLongRope(file, prefix, turned, contextLength);
            case "none":
                return file.Tensors.Has(GgufTensorNames.Divisors) ? new RopeScaling.Divisors(Table(file, GgufTensorNames.Divisors, turned)) : null;
            case "linear":
                return new RopeScaling.Linear(Factor());
            case "yarn":
                double factor = Factor();
                return new RopeScaling.Yarn(
                    factor,
                    (int)metadata.Integer(originalKey, absent: contextLength),
                    Positive(metadata, prefix + "rope.scaling.yarn_beta_fast", 32),
                    Positive(metadata, prefix + "rope.scaling.yarn_beta_slow", 1),
                    Positive(metadata, prefix + "rope.scaling.attn_factor", 1) * RopeScalingReader.YarnMagnitude(factor, 1));
            default:
                throw metadata.Fault(prefix + "rope.scaling.type", $"is '{type}'; supported are none, linear, yarn, and longrope with its tensors.");
        }

        double Factor() => metadata.Number(factorKey) is >= 1 and double factor ? factor : throw metadata.Fault(factorKey, "must be at least 1.");
    }

    private static RopeScaling.LongRope ReadLongRope(GgufFile file, string prefix, int turned, int contextLength)
    {
        int original = (int)file.Metadata.Integer(prefix + "rope.scaling.original_context_length");
        double stretched = (double)contextLength / original;
        return new RopeScaling.LongRope(
            Table(file, GgufTensorNames.ShortDivisors, turned),
            Table(file, GgufTensorNames.LongDivisors, turned),
            original,
            Positive(file.Metadata, prefix + "rope.scaling.attn_factor", RopeScalingReader.LongRopeMagnitude(stretched, original)));
    }

    private static double[] Table(GgufFile file, string name, int turned)
    {
        float[] values = new WeightReader(file.Tensors, new WeightLayout()).Vector(name, turned / 2);
        return values.All(static value => float.IsFinite(value) && value > 0)
            ? [.. values.Select(static value => (double)value)]
            : throw new ModelFormatException(file.Tensors.Get(name, turned / 2).File.Name, name, "holds a divisor that is no positive number.");
    }
}
