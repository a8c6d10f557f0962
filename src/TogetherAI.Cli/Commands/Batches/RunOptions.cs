using System.CommandLine;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary>Options that <c>run</c> and <c>resume</c> share.</summary>
internal static class RunOptions
{
    public static Option<decimal?> MaxUsd() => UsdOption.Create("--max-usd", "Refuse to begin where all together may cost more than this.");

    public static Option<bool> Json() => new("--json") { Description = "Tell how it goes as lines of JSON, for scripts." };
}
