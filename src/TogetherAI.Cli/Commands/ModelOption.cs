using System.CommandLine;
using TogetherAI.Local;

namespace TogetherAI.Cli.Commands;

/// <summary><c>--model PATH</c>, which more than one command has.</summary>
internal static class ModelOption
{
    public static Option<string?> Create() => new("--model", "-m")
    {
        Description = "A GGUF file, or the folder of a model in Hugging Face format (config.json, tokenizer.json, safetensors). Default: the built-in tai-tiny.",
        HelpName = "PATH",
    };

    public static void AddTo(LocalTogetherOptions options, string? path)
    {
        if (path is null)
            return;
        if (!Directory.Exists(path) && !File.Exists(path))
            throw new DirectoryNotFoundException($"--model: there is no folder or file {path}.");
        options.Models.Add(path);
    }
}
