using TogetherAI.Engine.Tokenization;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Tokenization;

/// <summary>The tokenizers that tests share; each is read once.</summary>
internal static class Tokenizers
{
    private static readonly Lazy<Tokenizer> LazyTaiTiny = new(static () =>
        Tokenizer.Parse(File.ReadAllBytes(RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny", "tokenizer.json"))));

    public static Tokenizer TaiTiny => LazyTaiTiny.Value;

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Tokenizer> SharedByPath = new();

    public static Tokenizer Shared(string name) => SharedByPath.GetOrAdd(
        RepositoryFiles.Shared("data", "tokenizers", name, "tokenizer.json"), static path => Tokenizer.Parse(File.ReadAllBytes(path)));
}
