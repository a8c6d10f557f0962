using System.CommandLine;
using System.Globalization;
using TogetherAI.Engine;

namespace TogetherAI.Cli.Commands;

/// <summary><c>tai convert</c>: a model's folder as one GGUF file, or one with random weights to measure speed with.</summary>
internal static class ConvertCommand
{
    private static readonly string s_formats = string.Join(", ", Enum.GetNames<WeightFormat>().Select(static name => name.ToLowerInvariant()));

    public static Command Create(TextWriter output)
    {
        Argument<string[]> paths = new("paths")
        {
            Description = "The model's folder (config.json, tokenizer.json, safetensors) and the GGUF file to write; with --random the file alone.",
            Arity = new ArgumentArity(1, 2),
        };
        Option<WeightFormat?> format = FormatOption("What the weights are stored in", "what most of them have; bf16 with --random");
        Option<string?> random = new("--random")
        {
            Description = $"Random weights in the shape of a published model: {string.Join(", ", GgufExport.RandomShapeNames)}.",
            HelpName = "SHAPE",
        };
        Option<int> seed = NumberOption.Create("--seed", "Decides the random weights.", fallback: 0, minimum: 0, maximum: int.MaxValue);

        Command command = new("convert", "Write a model as one GGUF file, whole or not at all.") { paths, format, random, seed };
        command.Validators.Add(result =>
        {
            int needed = result.GetValue(random) is null ? 2 : 1;
            if (result.GetValue(paths) is { } given && given.Length != needed)
                result.AddError(needed == 2 ? "convert takes the model's folder and the file to write." : "convert --random takes the file to write, and no folder.");
            if (needed == 2 && result.GetResult(seed) is { Implicit: false })
                result.AddError("--seed decides random weights: it goes with --random.");
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(paths)!, parsed.GetValue(format), parsed.GetValue(random), (ulong)parsed.GetValue(seed), output, cancellationToken));
        return command;
    }

    /// <summary><c>--format FORMAT</c>.</summary>
    public static Option<WeightFormat?> FormatOption(string description, string fallback) => new("--format")
    {
        Description = $"{description}: {s_formats}. Default: {fallback}.",
        HelpName = "FORMAT",
        CustomParser = static result =>
        {
            if (ParseFormat(result.Tokens.SingleOrDefault()?.Value) is { } known)
                return known;
            result.AddError($"--format takes one of {s_formats}.");
            return null;
        },
    };

    /// <summary>A format by its name, in capitals or not. Nothing else is one: .NET's own parser would add two names up to a third.</summary>
    public static WeightFormat? ParseFormat(string? name)
    {
        foreach (WeightFormat format in Enum.GetValues<WeightFormat>())
        {
            if (string.Equals(format.ToString(), name, StringComparison.OrdinalIgnoreCase))
                return format;
        }

        return null;
    }

    private static async Task<int> RunAsync(string[] paths, WeightFormat? format, string? random, ulong seed, TextWriter output, CancellationToken cancellationToken)
    {
        string destination = paths[^1];
        await Task.Run(() =>
        {
            if (random is not null)
            {
                GgufExport.CreateRandom(random, destination, format ?? WeightFormat.BF16, seed, cancellationToken);
                return;
            }

            using ModelFiles model = File.Exists(paths[0]) ? ModelFiles.FromGguf(paths[0]) : ModelFiles.FromFolder(paths[0]);
            GgufExport.Convert(model, destination, format, cancellationToken);
        }, cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{destination}: {new FileInfo(destination).Length / 1e6:F1} MB"));
        return Tai.Success;
    }
}
