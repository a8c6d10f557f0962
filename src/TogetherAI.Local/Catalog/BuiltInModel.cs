using TogetherAI.Engine;

namespace TogetherAI.Local.Catalog;

/// <summary>The model that travels inside this assembly, read at first use and shared by every server of the process.</summary>
internal static class BuiltInModel
{
    public const string Name = "tai-tiny";

    private static readonly Lazy<LanguageModel> Shared = new(static () =>
        LanguageModel.Load(ModelFiles.FromResources(typeof(BuiltInModel).Assembly, Name, Name)));

    public static LanguageModel Weights => Shared.Value;
}
