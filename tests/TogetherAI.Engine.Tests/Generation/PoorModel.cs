namespace TogetherAI.Engine.Tests.Generation;

/// <summary>The built-in model with a part of its weights taken away: it speaks the same tokens, and is often wrong about the next.</summary>
internal static class PoorModel
{
    private static readonly Lazy<LanguageModel> s_model = new(Make);

    public static LanguageModel Instance => s_model.Value;

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
