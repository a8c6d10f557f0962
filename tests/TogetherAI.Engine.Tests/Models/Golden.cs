using System.Text.Json;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Models;

/// <summary>A tiny random model of a real architecture, with logits computed elsewhere in float64.</summary>
internal sealed class Golden : IDisposable
{
    private readonly ModelFiles _files;

    public Golden(string model)
    {
        string folder = RepositoryFiles.Shared("data", "models", model);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "golden.json")));
        Ids = [.. json.RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
        ArgMax = [.. json.RootElement.GetProperty("argmax").EnumerateArray().Select(id => id.GetInt32())];
        Logits = json.RootElement.GetProperty("logits").EnumerateObject().ToDictionary(
            row => int.Parse(row.Name, System.Globalization.CultureInfo.InvariantCulture),
            row => row.Value.EnumerateArray().Select(value => value.GetSingle()).ToArray());
        _files = ModelFiles.FromFolder(folder);
        Decoder = Decoder.Load(_files);
    }

    public int[] Ids { get; }

    public int[] ArgMax { get; }

    public Dictionary<int, float[]> Logits { get; }

    public Decoder Decoder { get; }

    /// <summary>The logits after every token, the sequence being fed in pieces of the given length.</summary>
    public float[][] Run(int chunk, int threads = 1) => Run(Decoder, Ids, chunk, threads);

    public static float[][] Run(Decoder decoder, int[] ids, int chunk, int threads = 1)
    {
        using WorkerPool pool = new(threads);
        ForwardPass pass = new(decoder, pool, chunk);
        using KeyValueCache cache = new(new KeyValueBlockPool(decoder.Spec));
        FloatBuffer logits = new(chunk * decoder.Spec.VocabularySize);
        List<float[]> rows = [];
        foreach (int[] piece in ids.Chunk(chunk))
        {
            pass.Run(piece, cache);
            pass.Logits([.. Enumerable.Range(0, piece.Length)], logits);
            for (int i = 0; i < piece.Length; i++)
                rows.Add(logits.Slice(i * decoder.Spec.VocabularySize, decoder.Spec.VocabularySize).ToArray());
        }

        return [.. rows];
    }

    public void Dispose() => _files.Dispose();
}
