namespace TogetherAI.Cli.Commands.Batches.Inputs;

/// <summary>The inputs of a run, in whatever form they are.</summary>
internal static class InputSource
{
    /// <exception cref="ArgumentException">The form is none that is known. An input that is not what it should be is told of while reading.</exception>
    public static BatchInputs<BatchRow> Of(RunArguments arguments)
    {
        if (Directory.Exists(arguments.Input))
            return BatchInputs.FromFolder(arguments.Input);
        if (!File.Exists(arguments.Input))
            throw new ArgumentException($"there is no {arguments.Input}.");
        return Path.GetExtension(arguments.Input).ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => BatchInputs.FromJsonl(arguments.Input, arguments.Key),
            ".CSV" => BatchInputs.FromCsv(arguments.Input, arguments.Key),
            ".TXT" => BatchInputs.FromLines(arguments.Input),
            _ => throw new ArgumentException($"{arguments.Input} is neither a .jsonl, a .csv nor a .txt file nor a folder of text files, which is what can be read."),
        };
    }
}
