using System.Globalization;
using System.Text.Json;
using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Tests.Weights;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Models;

/// <summary>
/// A small model of one architecture, and the log-probabilities that <c>eng/reference</c> computed of it in float64 with numpy. The weights
/// are made again here, from the seed and the tensors' names.
/// </summary>
internal sealed class ReferenceCase
{
    private static readonly Lazy<Dictionary<string, ReferenceCase>> s_all = new(Read);

    private ReferenceCase(ulong seed, JsonElement json)
    {
        Seed = seed;
        Config = json.GetProperty("config").GetRawText();
        Ids = [.. json.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
        Options = json.GetProperty("context").ValueKind == JsonValueKind.Number ? new LanguageModelOptions { ContextLength = json.GetProperty("context").GetInt32() } : null;
        LogProbabilities = json.GetProperty("logprobs").EnumerateObject().ToDictionary(
            row => int.Parse(row.Name, CultureInfo.InvariantCulture), row => row.Value.EnumerateArray().Select(value => value.GetDouble()).ToArray());
    }

    public static IReadOnlyDictionary<string, ReferenceCase> All => s_all.Value;

    public ulong Seed { get; }

    public string Config { get; }

    public int[] Ids { get; }

    public LanguageModelOptions? Options { get; }

    /// <summary>For some places in the prompt, of each token that might come next.</summary>
    public Dictionary<int, double[]> LogProbabilities { get; }

    /// <summary>Writes the model as a folder in Hugging Face's layout.</summary>
    public TemporaryFolder Write()
    {
        TemporaryFolder folder = new TemporaryFolder().Write("config.json", Config);
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        ModelSpec spec = ModelSpecReader.Read(files.Open("config.json"));
        bool lessOne = ModelFamily.Of(spec).Layout.NormsLessOne;
        SafetensorsBuilder weights = new();
        foreach ((string name, long[] shape) in ModelTensors.Of(spec))
        {
            float[] values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            bool vector = shape.Length == 1, norm = name.EndsWith("norm.weight", StringComparison.Ordinal);
            SeededWeights.Fill(SeededWeights.StateOf(Seed, name), 0, vector ? 0.1f : MathF.Sqrt(3f / shape[^1]), vector && norm && !lessOne ? 1 : 0, values);
            weights.Add(name, "F32", [.. shape.Select(dimension => (int)dimension)], values);
        }

        return folder.Write("model.safetensors", weights.Build());
    }

    private static Dictionary<string, ReferenceCase> Read()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("tests", "data", "reference", "architectures.json")));
        ulong seed = json.RootElement.GetProperty("seed").GetUInt64();
        return json.RootElement.GetProperty("cases").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => new ReferenceCase(seed, one));
    }
}
