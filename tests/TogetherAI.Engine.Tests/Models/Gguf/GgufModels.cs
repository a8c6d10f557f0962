using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Tests.Models.Gguf;

/// <summary>Models of the tests as GGUF; most of them have no tokenizer, so the public way is closed to them.</summary>
internal static class GgufModels
{
    /// <summary>Writes the model of a folder as model.gguf into a folder of its own.</summary>
    public static TemporaryFolder Write(string folder, WeightFormat format)
    {
        using ModelFiles files = ModelFiles.FromFolder(folder);
        ModelSpec spec = Decoder.Load(files).Spec;
        return Write(GgufModel.Create("test", spec, StoreTensors.Of(TensorStore.Open(files), spec), format));
    }

    public static TemporaryFolder Write(GgufWriter writer)
    {
        TemporaryFolder target = new();
        using FileStream stream = File.Create(Path.Combine(target.Path, "model.gguf"));
        writer.WriteTo(stream, default);
        return target;
    }

    public static float[][] Run(TemporaryFolder folder, int[] ids, int chunk = 24, LanguageModelOptions? options = null)
    {
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        return Golden.Run(Decoder.Load(files, options), ids, chunk);
    }
}
