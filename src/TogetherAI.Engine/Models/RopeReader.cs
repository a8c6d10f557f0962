namespace TogetherAI.Engine.Models;

/// <summary>
/// Reads the rotary embedding's base and scaling: <c>rope_theta</c> and <c>rope_scaling</c> of transformers 4, or
/// <c>rope_parameters</c> of transformers 5, which holds both.
/// </summary>
internal static class RopeReader
{
    private const double DefaultTheta = 10_000;

    public static (double Theta, RopeScaling? Scaling) Read(ConfigReader config)
    {
        ConfigReader? parameters = config.Object("rope_parameters");
        ConfigReader thetaIn = parameters is { } inner && inner.Has("rope_theta") ? inner : config;
        double theta = thetaIn.Number("rope_theta", absent: DefaultTheta);
        if (theta <= 0)
            throw thetaIn.Fault("rope_theta", $"is {theta}; a positive number is needed.");
        if (parameters is not null && config.Object("rope_scaling") is not null)
            throw config.Fault("rope_scaling", "stands beside rope_parameters; one of them must go.");
        return (theta, (parameters ?? config.Object("rope_scaling")) is { } scaling ? ReadScaling(scaling) : null);
    }

    private static RopeScaling? ReadScaling(ConfigReader scaling)
    {
        string? older = scaling.Text("type");
        string type = scaling.Text("rope_type") ?? older ?? "default";
        if (older is not null && older != type)
            throw scaling.Fault("type", $"is '{older}', but rope_type is '{type}'.");
        RopeScaling? read = type switch
        {
            "default" => null,
            "linear" => new RopeScaling.Linear(Factor()),
            "llama3" => ReadLlama3(),
            _ => throw scaling.Fault("rope_type", $"is '{type}'; supported are default, linear and llama3."),
        };
        string[] known = type switch
        {
            "default" => [],
            "linear" => ["factor"],
            _ => ["factor", "low_freq_factor", "high_freq_factor"],
        };
        foreach (string field in scaling.Fields())
        {
            bool harmless = field is "type" or "rope_type" or "rope_theta" or "original_max_position_embeddings" || scaling.Find(field) is null;
            if (!harmless && !known.Contains(field) && !(field == "partial_rotary_factor" && scaling.Number(field) == 1))
                throw scaling.Fault(field, $"is not supported for the rope type '{type}'.");
        }

        return read;

        double Factor()
        {
            double factor = scaling.Number("factor");
            return factor >= 1 ? factor : throw scaling.Fault("factor", $"is {factor}; a number of at least 1 is needed.");
        }

        RopeScaling.Llama3 ReadLlama3()
        {
            double low = scaling.Number("low_freq_factor"), high = scaling.Number("high_freq_factor");
            if (low <= 0 || high <= low)
                throw scaling.Fault("high_freq_factor", $"is {high} and low_freq_factor {low}; both are positive, and the high one is greater.");
            return new RopeScaling.Llama3(Factor(), low, high, scaling.Integer("original_max_position_embeddings"));
        }
    }
}
