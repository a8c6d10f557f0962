namespace TogetherAI.Engine.Conversion;

/// <summary>Shapes of models that are published, for random weights: speed does not depend on the weights' values.</summary>
internal static class RandomShapes
{
    public static IReadOnlyDictionary<string, ModelSpec> All { get; } = new Dictionary<string, ModelSpec>(StringComparer.OrdinalIgnoreCase)
    {
        ["tiny"] = Llama(1000, 256, 2, 8, 4, 32, 512, 2048, 10_000, tied: false),
        ["0.1b"] = Llama(49152, 576, 30, 9, 3, 64, 1536, 8192, 100_000, tied: true), // SmolLM2-135M
        ["1.1b"] = Llama(32000, 2048, 22, 32, 4, 64, 5632, 2048, 10_000, tied: false), // TinyLlama
        ["3b"] = Llama(128256, 3072, 28, 24, 8, 128, 8192, 131072, 500_000, tied: true), // Llama 3.2
        ["8b"] = Llama(128256, 4096, 32, 32, 8, 128, 14336, 131072, 500_000, tied: false), // Llama 3.1
    };

    private static ModelSpec Llama(
        int vocabulary, int hidden, int layers, int heads, int keyValueHeads, int headSize, int feedForward, int context, double theta, bool tied) => new()
        {
            Architecture = "llama",
            VocabularySize = vocabulary,
            HiddenSize = hidden,
            LayerCount = layers,
            HeadCount = heads,
            KeyValueHeadCount = keyValueHeads,
            HeadSize = headSize,
            FeedForwardSize = feedForward,
            ContextLength = context,
            NormEpsilon = 1e-5f,
            RopeTheta = theta,
            TiedEmbeddings = tied,
        };
}
