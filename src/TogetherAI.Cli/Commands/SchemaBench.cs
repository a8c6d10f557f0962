using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Measuring;

namespace TogetherAI.Cli.Commands;

/// <summary>The part of <c>tai bench</c> that <c>--json-schema</c> asks for.</summary>
internal static class SchemaBench
{
    /// <summary>Reads a schema, and finds out before anything is measured whether a model can be held to it.</summary>
    public static async Task<JsonElement> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (!file.Exists)
            throw new FileNotFoundException($"--json-schema: there is no file {file}.");
        JsonElement schema;
        try
        {
            schema = JsonElement.Parse(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"--json-schema: {file} is no JSON: {e.Message}", e);
        }

        try
        {
            JsonSchemaConstraint.Parse(schema);
            return schema;
        }
        catch (UnsupportedSchemaException e)
        {
            throw new ArgumentException($"--json-schema: {file}: {e.Message}", e);
        }
    }

    public static JsonObject ToJson(ConstraintSpeedReport report) => new()
    {
        ["outputs"] = report.Outputs,
        ["tokens"] = report.Tokens,
        ["compileMs"] = BenchCommand.Rounded(report.CompileTime.TotalMilliseconds),
        ["freeTokensPerSecond"] = BenchCommand.Rounded(report.FreeTokensPerSecond),
        ["constrainedTokensPerSecond"] = BenchCommand.Rounded(report.ConstrainedTokensPerSecond),
        ["maskMeanUs"] = BenchCommand.Rounded(report.MaskMean.TotalMicroseconds),
        ["maskP99Us"] = BenchCommand.Rounded(report.MaskP99.TotalMicroseconds),
    };

    public static IEnumerable<string[]> Rows(ConstraintSpeedReport report) =>
    [
        ["decode without schema", BenchCommand.Text($"{report.FreeTokensPerSecond:F1} tokens/s"), BenchCommand.Text($"{report.Tokens} tokens in {report.Outputs} outputs, temperature 1")],
        ["decode under schema", BenchCommand.Text($"{report.ConstrainedTokensPerSecond:F1} tokens/s"), BenchCommand.Text($"{report.ConstrainedTokensPerSecond / report.FreeTokensPerSecond:P0} of without")],
        ["mask of a token", BenchCommand.Text($"{report.MaskMean.TotalMicroseconds:F1} us mean"), BenchCommand.Text($"{report.MaskP99.TotalMicroseconds:F0} us p99; schema compiled in {report.CompileTime.TotalMilliseconds:F2} ms")],
    ];
}
