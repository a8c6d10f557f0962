using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Models.Gguf;

/// <summary>Reads which layers of a GGUF model see how far.</summary>
internal static class GgufWindows
{
    public static (int? Window, bool[] Layers) Read(GgufMetadata metadata, ModelFamily family, int layers)
    {
        string key = family.Gguf + ".attention.sliding_window", patternKey = key + "_pattern";
        int window = (int)metadata.Integer(key, absent: family.GgufWindow ?? 0, min: 0);
        if (window == 0)
            return (null, []);
        bool[] windowed = [];
        if (metadata.IsArray(patternKey))
        {
            windowed = [.. metadata.Integers(patternKey).Select(static value => value != 0)];
            if (windowed.Length != layers)
                throw metadata.Fault(patternKey, $"has {windowed.Length} entries for {layers} layers.");
        }
        else if (metadata.Integer(patternKey, absent: family.WindowPeriod, min: 0, max: layers + 1) is > 0 and long period)
        {
            // The last layer of each period sees everything.
            windowed = [.. Enumerable.Range(0, layers).Select(layer => layer % period != period - 1)];
        }

        return windowed.Length > 0 && !windowed.Contains(true) ? (null, []) : (window, windowed);
    }
}
