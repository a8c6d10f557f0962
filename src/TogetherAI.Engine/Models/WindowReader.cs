namespace TogetherAI.Engine.Models;

/// <summary>Reads which layers see how far: <c>sliding_window</c>, <c>layer_types</c>, and what older configurations have in its place.</summary>
internal static class WindowReader
{
    private const int MaxLayers = 4096;

    public static (int? Window, bool[] Layers) Read(ConfigReader config, ModelFamily family, int layers)
    {
        int? window = ReadWindow(config, family);
        bool[] windowed = [];
        if (config.Texts("layer_types") is { } types)
        {
            if (types.Count != layers)
                throw config.Fault("layer_types", $"has {types.Count} entries for {layers} layers.");
            if (types.FirstOrDefault(static type => type is not ("full_attention" or "sliding_attention")) is { } unknown)
                throw config.Fault("layer_types", $"holds '{unknown}'; supported are full_attention and sliding_attention.");
            windowed = [.. types.Select(static type => type == "sliding_attention")];
            if (window is null && windowed.Contains(true))
                throw config.Fault("layer_types", "holds sliding_attention, but no sliding_window is in use.");
        }
        else if (window is not null && family.WindowPeriod > 0)
        {
            int period = config.Integer("sliding_window_pattern", absent: family.WindowPeriod);
            windowed = [.. Layers(config, layers).Select(layer => (layer + 1) % period != 0)];
        }
        else if (window is not null && family.WindowIsOptional)
        {
            // Before layer_types there was the number of leading layers that see everything.
            int full = config.Integer("max_window_layers", absent: 28, min: 0);
            windowed = [.. Layers(config, layers).Select(layer => layer >= full)];
        }

        return (windowed.Length > 0 && !windowed.Contains(true) ? null : window, windowed.Contains(true) ? windowed : []);
    }

    /// <summary>A list that is made and not read is capped by what a file could list.</summary>
    public static IEnumerable<int> Layers(ConfigReader config, int layers) => layers <= MaxLayers
        ? Enumerable.Range(0, layers)
        : throw config.Fault("num_hidden_layers", $"is {layers}; at most {MaxLayers} are supported with layers of different kinds.");

    private static int? ReadWindow(ConfigReader config, ModelFamily family)
    {
        if (!family.HasWindow)
        {
            return config.Find("sliding_window") is null
                ? null
                : throw config.Fault("sliding_window", $"is {config.Integer("sliding_window")}, but the {family.Name} architecture defines no sliding window; mistral does.");
        }

        bool used = config.Flag("use_sliding_window", absent: !family.WindowIsOptional);
        bool none = config.Find("sliding_window") is null && (config.Has("sliding_window") || family.Window is null);
        return !used || none ? null : config.Integer("sliding_window", absent: family.Window);
    }
}
