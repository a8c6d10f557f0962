using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;
using TogetherAI.Engine;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Measuring;

namespace TogetherAI.Cli.Commands;

/// <summary><c>tai bench</c>: how fast a model runs here, and how near that is to what the machine could do.</summary>
internal static class BenchCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        Option<string?> model = new("--model", "-m") { Description = "A GGUF file, or the folder of a model in Hugging Face format.", HelpName = "PATH" };
        Option<string?> random = new("--random")
        {
            Description = $"In its place random weights in the shape of a published model: {string.Join(", ", GgufExport.RandomShapeNames)}. Speed does not depend on the weights.",
            HelpName = "SHAPE",
        };
        Option<WeightFormat?> format = ConvertCommand.FormatOption("What the random weights are stored in", "bf16");
        Option<int> threads = NumberOption.Create("--threads", "Threads that compute.", new GenerationEngineOptions().Threads, minimum: 1, maximum: 256);
        Option<int> prompt = NumberOption.Create("--prompt-tokens", "Tokens of the prompt whose reading is timed.", new SpeedTestOptions().PromptTokens, minimum: 2, maximum: 1_000_000);
        Option<int> tokens = NumberOption.Create("--new-tokens", "Tokens whose generation is timed.", new SpeedTestOptions().NewTokens, minimum: 2, maximum: 1_000_000);
        Option<FileInfo?> schema = new("--json-schema") { Description = "A file with a JSON Schema: measure too what it costs to hold the model to it.", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "One line of JSON in place of the table." };

        Command command = new("bench", "Measure how fast a model runs on this machine: reading prompts, generating, eight sequences at once, and under load.")
        {
            model, random, format, threads, prompt, tokens, schema, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(model) is null == result.GetValue(random) is null)
                result.AddError("bench takes either --model PATH or --random SHAPE.");
            else if (result.GetValue(random) is null && result.GetValue(format) is not null)
                result.AddError("--format goes with --random: a model's file has its format already.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            SpeedTestOptions options = new()
            {
                Engine = new GenerationEngineOptions { Threads = parsed.GetValue(threads) },
                PromptTokens = parsed.GetValue(prompt),
                NewTokens = parsed.GetValue(tokens),
            };
            JsonElement? held = parsed.GetValue(schema) is { } file ? await SchemaBench.ReadAsync(file, cancellationToken) : null;
            Progress teller = new(error);
            (SpeedReport report, ConstraintSpeedReport? constrained) = parsed.GetValue(random) is { } shape
                ? await RunRandomAsync(shape, parsed.GetValue(format) ?? WeightFormat.BF16, options, held, teller, cancellationToken)
                : await RunAsync(parsed.GetValue(model)!, options, held, teller, cancellationToken);
            if (parsed.GetValue(json))
                JsonLine.Write(output, ToJson(report, constrained));
            else
                WriteTable(output, report, constrained);
            return Tai.Success;
        });
        return command;
    }

    private static async Task<(SpeedReport Report, ConstraintSpeedReport? Constrained)> RunRandomAsync(
        string shape, WeightFormat format, SpeedTestOptions options, JsonElement? schema, Progress progress, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("tai-bench-").FullName;
        try
        {
            string file = Path.Combine(folder, $"random-{shape}-{format}.gguf");
            progress.Report("writing random weights");
            await Task.Run(() => GgufExport.CreateRandom(shape, file, format, cancellationToken: cancellationToken), cancellationToken);
            return await RunAsync(file, options, schema, progress, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(SpeedReport Report, ConstraintSpeedReport? Constrained)> RunAsync(
        string path, SpeedTestOptions options, JsonElement? schema, Progress progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path) && !File.Exists(path))
            throw new DirectoryNotFoundException($"--model: there is no folder or file {path}.");
        using LanguageModel model = LanguageModel.Load(path);
        SpeedReport report = await SpeedTest.RunAsync(model, options, progress, cancellationToken);
        return (report, schema is { } held ? await ConstraintSpeedTest.RunAsync(model, () => JsonSchemaConstraint.Parse(held), options, progress, cancellationToken) : null);
    }

    private static JsonObject ToJson(SpeedReport report, ConstraintSpeedReport? constrained)
    {
        JsonObject json = new()
        {
            ["model"] = report.Model,
            ["instructionSet"] = report.InstructionSet,
            ["threads"] = report.Threads,
            ["prefillTokensPerSecond"] = Rounded(report.PrefillTokensPerSecond),
            ["decodeTokensPerSecond"] = Rounded(report.DecodeTokensPerSecond),
            ["batchSequences"] = report.BatchSequences,
            ["batchTokensPerSecond"] = Rounded(report.BatchTokensPerSecond),
            ["firstTokenUnderLoadMs"] = Rounded(report.FirstTokenUnderLoad?.TotalMilliseconds),
            ["weightBytes"] = report.WeightBytes,
            ["readBytesPerSecond"] = Rounded(report.ReadBytesPerSecond),
            ["bandwidthShare"] = Rounded(report.BandwidthShare),
            ["peakOperationsPerSecond"] = Rounded(report.PeakOperationsPerSecond),
            ["computeShare"] = Rounded(report.ComputeShare),
        };
        if (constrained is not null)
            json["jsonSchema"] = SchemaBench.ToJson(constrained);
        return json;
    }

    internal static double? Rounded(double? value) => value is { } figure ? Math.Round(figure, 3) : null;

    private static void WriteTable(TextWriter output, SpeedReport report, ConstraintSpeedReport? constrained)
    {
        List<string[]> rows =
        [
            ["prefill", Text($"{report.PrefillTokensPerSecond:F1} tokens/s"), Text($"{report.ComputeShare:P0} of {report.PeakOperationsPerSecond / 1e9:F0} GFLOP/s")],
            ["decode", Text($"{report.DecodeTokensPerSecond:F1} tokens/s"), Text($"{report.BandwidthShare:P0} of {report.ReadBytesPerSecond / 1e9:F1} GB/s")],
        ];
        if (report.BatchTokensPerSecond is { } batch)
            rows.Add([Text($"{report.BatchSequences} sequences"), Text($"{batch:F1} tokens/s"), Text($"{batch / report.DecodeTokensPerSecond:F1} x one sequence")]);
        if (report.FirstTokenUnderLoad is { } latency)
            rows.Add(["first token under load", Text($"{latency.TotalMilliseconds:F0} ms"), "a short request during a long prompt"]);
        if (constrained is not null)
            rows.AddRange(SchemaBench.Rows(constrained));
        output.WriteLine(Text($"{report.Model}: {report.WeightBytes / 1e6:F0} MB of weights a token, {report.Threads} threads, {report.InstructionSet}"));
        TextTable.Write(output, ["", "measured", "of what the machine can do"], rows);
    }

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Tells at once and in order, as the ready-made one does not.</summary>
    private sealed class Progress(TextWriter error) : IProgress<string>
    {
        public void Report(string value) => error.WriteLine($"tai: {value} ...");
    }
}
