using TogetherAI.Engine;
using TogetherAI.Engine.Embeddings;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Local.Catalog;

/// <summary>
/// The model that travels inside this assembly: read at first use, and run by one engine for every server of the process, since a test
/// suite starts hundreds of them. What a request gets does not depend on the requests beside it.
/// </summary>
internal static class BuiltInModel
{
    public const string Name = "tai-tiny";

    private static readonly Lazy<EngineModel> s_onceLoaded = new(static () =>
    {
        LanguageModel weights = LanguageModel.Load(ModelFiles.FromResources(typeof(BuiltInModel).Assembly, Name, Name));
        // Measured: of its layers, none tells topics apart as well as its token embeddings do.
        TextEmbedderOptions embedding = new() { Layers = 0, CommonTokenDamping = 1000 };
        // It lives as long as the process, so what it keeps of prompts that are over must be little.
        GenerationEngineOptions engine = new() { MaxKeyValueBytes = 256 << 20, PrefixCacheBytes = 16 << 20 };
        return new EngineModel(Name, weights, new GenerationEngine(weights, engine), embedding) { IsShared = true };
    });

    public static EngineModel Instance => s_onceLoaded.Value;
}
