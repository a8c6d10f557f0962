using System.Text.Json;

namespace TogetherAI.Engine.Models;

/// <summary>Reads <c>rope_scaling</c>, whose fields differ with its type. A field that its type does not define is refused.</summary>
internal static class RopeScalingReader
{
    private const string OriginalContext = "original_max_position_embeddings";

    public static RopeScaling? Read(ConfigReader config, ConfigReader scaling, ModelFamily family, int turned)
    {
        string? older = scaling.Text("type");
        string type = scaling.Text("rope_type") ?? older ?? "default";
        if (older is not null && older != type)
            throw scaling.Fault("type", $"is '{older}', but rope_type is '{type}'.");
        (RopeScaling? read, string[] known) = type switch
        {
            "default" => ((RopeScaling?)null, Array.Empty<string>()),
            "linear" => (new RopeScaling.Linear(Factor(scaling)), ["factor"]),
            "llama3" => (ReadLlama3(scaling), ["factor", "low_freq_factor", "high_freq_factor"]),
            "yarn" => (ReadYarn(config, scaling), ["factor", "beta_fast", "beta_slow", "attention_factor", "mscale", "mscale_all_dim", "truncate"]),
            "longrope" or "su" => (ReadLongRope(config, scaling, turned), ["factor", "short_factor", "long_factor", "attention_factor"]),
            _ => throw scaling.Fault("rope_type", $"is '{type}'; supported are default, linear, llama3, yarn and longrope."),
        };
        foreach (string field in scaling.Fields())
        {
            bool harmless = field is "type" or "rope_type" or "rope_theta" or OriginalContext || scaling.Find(field) is null
                || (field == "partial_rotary_factor" && (family.PartialRotary || scaling.Number(field) == 1));
            if (!harmless && !known.Contains(field))
                throw scaling.Fault(field, $"is not supported for the rope type '{type}'.");
        }

        return read;
    }

    /// <summary>YaRN's root of the temperature: <c>0.1 · scale · ln(factor) + 1</c>.</summary>
    public static double YarnMagnitude(double factor, double scale) => factor <= 1 ? 1 : (0.1 * scale * Math.Log(factor)) + 1;

    /// <summary>LongRoPE's factor for a context that became so many times longer.</summary>
    public static double LongRopeMagnitude(double stretched, int original) => stretched <= 1 ? 1 : Math.Sqrt(1 + (Math.Log(stretched) / Math.Log(original)));

    private static double Factor(ConfigReader scaling) =>
        scaling.Number("factor") is >= 1 and double factor ? factor : throw scaling.Fault("factor", $"is {scaling.Number("factor")}; a number of at least 1 is needed.");

    private static double Positive(ConfigReader scaling, string field, double absent) =>
        scaling.Number(field, absent) is > 0 and double number ? number : throw scaling.Fault(field, "must be positive.");

    private static RopeScaling.Llama3 ReadLlama3(ConfigReader scaling)
    {
        double low = scaling.Number("low_freq_factor"), high = scaling.Number("high_freq_factor");
        if (low <= 0 || high <= low)
            throw scaling.Fault("high_freq_factor", $"is {high} and low_freq_factor {low}; both are positive, and the high one is greater.");
        return new RopeScaling.Llama3(Factor(scaling), low, high, scaling.Integer(OriginalContext));
    }

    private static RopeScaling.Yarn ReadYarn(ConfigReader config, ConfigReader scaling)
    {
        double factor = Factor(scaling), fast = Positive(scaling, "beta_fast", 32), slow = Positive(scaling, "beta_slow", 1);
        if (fast <= slow)
            throw scaling.Fault("beta_fast", $"is {fast}; it must be greater than beta_slow, {slow}.");
        double magnitude = scaling.Find("mscale") is not null && scaling.Find("mscale_all_dim") is not null
            ? YarnMagnitude(factor, scaling.Number("mscale")) / YarnMagnitude(factor, scaling.Number("mscale_all_dim"))
            : YarnMagnitude(factor, 1);
        return new RopeScaling.Yarn(
            factor,
            scaling.Find(OriginalContext) is null ? config.Integer("max_position_embeddings") : scaling.Integer(OriginalContext),
            fast,
            slow,
            Positive(scaling, "attention_factor", magnitude),
            scaling.Flag("truncate", absent: true));
    }

    private static RopeScaling.LongRope ReadLongRope(ConfigReader config, ConfigReader scaling, int turned)
    {
        int context = config.Integer("max_position_embeddings");
        int? original = scaling.Find(OriginalContext) is not null ? scaling.Integer(OriginalContext)
            : config.Find(OriginalContext) is not null ? config.Integer(OriginalContext)
            : null;
        double stretched = original is { } known ? (double)context / known : scaling.Number("factor", absent: 1);
        return new RopeScaling.LongRope(
            Divisors("short_factor"),
            Divisors("long_factor"),
            original ?? context,
            Positive(scaling, "attention_factor", LongRopeMagnitude(stretched, original ?? context)));

        double[] Divisors(string field)
        {
            JsonElement value = scaling.Find(field) ?? throw scaling.Fault(field, "is missing.");
            double[] divisors = value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Select(static one => one.ValueKind == JsonValueKind.Number && one.TryGetDouble(out double number) ? number : -1)]
                : [];
            return divisors.Length == turned / 2 && divisors.All(static one => one > 0 && double.IsFinite(one))
                ? divisors
                : throw scaling.Fault(field, $"must be a list of {turned / 2} positive numbers, one for each pair of a head's elements.");
        }
    }
}
