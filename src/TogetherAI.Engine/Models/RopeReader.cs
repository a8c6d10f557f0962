namespace TogetherAI.Engine.Models;

/// <summary>
/// Reads the rotary embedding's bases and scaling: <c>rope_theta</c> and <c>rope_scaling</c> of transformers 4, or
/// <c>rope_parameters</c> of transformers 5, which holds both, and for Gemma 3 one for each kind of layer.
/// </summary>
internal static class RopeReader
{
    public static RopeSettings Read(ConfigReader config, ModelFamily family, int headSize)
    {
        ConfigReader? parameters = config.Object("rope_parameters"), windowed = null;
        if (parameters is not null && config.Object("rope_scaling") is not null)
            throw config.Fault("rope_scaling", "stands beside rope_parameters; one of them must go.");
        if (family.WindowedRopeTheta is not null && parameters?.Object("full_attention") is { } full)
            (parameters, windowed) = (full, parameters.Object("sliding_attention"));
        ConfigReader thetaIn = parameters is { } inner && inner.Has("rope_theta") ? inner : config;
        ConfigReader partialIn = parameters is { } also && also.Has("partial_rotary_factor") ? also : config;
        int turned = ReadRotarySize(partialIn, family, headSize);
        RopeScaling? scaling = (parameters ?? config.Object("rope_scaling")) is { } field ? RopeScalingReader.Read(config, field, family, turned) : null;
        return new RopeSettings(
            Theta(thetaIn, "rope_theta", family.RopeTheta),
            scaling,
            family.WindowedRopeTheta is not { } absent ? null : windowed is null ? Theta(config, "rope_local_base_freq", absent) : Theta(windowed, "rope_theta", absent),
            turned == headSize ? null : turned);
    }

    private static double Theta(ConfigReader config, string field, double absent) =>
        config.Number(field, absent) is > 0 and double theta ? theta : throw config.Fault(field, $"is {config.Number(field)}; a positive number is needed.");

    private static int ReadRotarySize(ConfigReader config, ModelFamily family, int headSize)
    {
        double part = family.PartialRotary ? config.Number("partial_rotary_factor", absent: 1) : 1;
        int turned = (int)(headSize * Math.Clamp(part, 0, 1));
        return part <= 1 && turned is > 0 && turned % 2 == 0
            ? turned
            : throw config.Fault("partial_rotary_factor", $"is {part}, which turns {turned} of a head's {headSize} elements; an even number is needed.");
    }
}
