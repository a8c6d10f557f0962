using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Engine.Tests.Weights;

namespace TogetherAI.Engine.Tests.Generation;

/// <summary>The built-in model with a part of its weights taken away: it speaks the same tokens, and is often wrong about the next.</summary>
internal static class PoorModel
{
    private static readonly Lazy<LanguageModel> s_model = new(Make);

    public static LanguageModel Instance => s_model.Value;

    /// <summary>The built-in model with more rows than it has tokens, as a family's larger models often do; the caller's to dispose.</summary>
    public static LanguageModel WithRows(int rows)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(TaiTiny.Folder, "model.safetensors"));
        int header = (int)BitConverter.ToInt64(file);
        SafetensorsBuilder builder = new();
        foreach (JsonProperty tensor in JsonDocument.Parse(file.AsMemory(8, header)).RootElement.EnumerateObject().Where(static tensor => tensor.Name != "__metadata__"))
        {
            int[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(static size => size.GetInt32())];
            JsonElement offsets = tensor.Value.GetProperty("data_offsets");
            byte[] data = file[(8 + header + offsets[0].GetInt32())..(8 + header + offsets[1].GetInt32())];
            if (tensor.Name == "model.embed_tokens.weight")
            {
                Array.Resize(ref data, data.Length / shape[0] * rows);
                shape[0] = rows;
            }

            builder.Add(tensor.Name, "BF16", shape, data);
        }

        using TemporaryFolder folder = new();
        foreach (string name in Directory.GetFiles(TaiTiny.Folder, "*.json"))
            folder.Write(Path.GetFileName(name), File.ReadAllBytes(name));
        JsonObject config = JsonNode.Parse(File.ReadAllText(Path.Combine(TaiTiny.Folder, "config.json")))!.AsObject();
        config["vocab_size"] = rows;
        folder.Write("config.json", config.ToJsonString());
        return LanguageModel.Load(folder.Write("model.safetensors", builder.Build()).Path);
    }

    private static LanguageModel Make()
    {
        TemporaryFolder folder = new();
        foreach (string file in Directory.GetFiles(TaiTiny.Folder, "*.json"))
            folder.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        byte[] weights = File.ReadAllBytes(Path.Combine(TaiTiny.Folder, "model.safetensors"));

        // Most of the last layer, which ends the data but for the final norm.
        weights.AsSpan(weights.Length - (weights.Length / 12), (weights.Length / 12) - 1024).Clear();
        folder.Write("model.safetensors", weights);
        LanguageModel model = LanguageModel.Load(folder.Path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            model.Dispose();
            folder.Dispose();
        };
        return model;
    }
}
