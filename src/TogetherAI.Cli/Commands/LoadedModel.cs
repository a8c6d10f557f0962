using TogetherAI.Engine;
using TogetherAI.Local;

namespace TogetherAI.Cli.Commands;

/// <summary>The model that <c>--model</c> names, or the built-in one.</summary>
internal static class LoadedModel
{
    /// <exception cref="DirectoryNotFoundException">There is no such folder or file.</exception>
    public static LanguageModel Load(string? path)
    {
        if (path is null)
            return LanguageModel.Load(ModelFiles.FromResources(typeof(LocalTogether).Assembly, "tai-tiny", "tai-tiny"));
        return Directory.Exists(path) || File.Exists(path)
            ? LanguageModel.Load(path)
            : throw new DirectoryNotFoundException($"--model: there is no folder or file {path}.");
    }
}
