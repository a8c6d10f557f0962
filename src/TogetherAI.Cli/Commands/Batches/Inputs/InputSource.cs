namespace TogetherAI.Cli.Commands.Batches.Inputs;

/// <summary>Reads the inputs of a run, one at a time, in whatever form they are.</summary>
internal static class InputSource
{
    /// <summary>The fields that are a key where none is named, the first of them that there is.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["custom_id", "id", "key"];

    /// <exception cref="ArgumentException">The form is none that is known. An input that is not what it should be is told of while reading.</exception>
    public static IAsyncEnumerable<BatchInput> Read(RunArguments arguments, CancellationToken cancellationToken)
    {
        RequestMaker maker = new(arguments.Model, arguments.Prompt, arguments.MaxTokens);
        if (Directory.Exists(arguments.Input))
            return FolderInputs.Read(arguments.Input, maker).ToAsyncEnumerable();
        if (!File.Exists(arguments.Input))
            throw new ArgumentException($"there is no {arguments.Input}.");
        return Path.GetExtension(arguments.Input).ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => JsonlInputs.ReadAsync(arguments, maker, cancellationToken),
            ".CSV" => CsvInputs.ReadAsync(arguments, maker, cancellationToken),
            _ => throw new ArgumentException($"{arguments.Input} is neither a .jsonl nor a .csv file nor a folder of text files, which is what can be read."),
        };
    }
}
