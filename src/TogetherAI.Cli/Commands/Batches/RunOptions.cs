using System.CommandLine;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary>What <c>run</c> and <c>resume</c> share: what may change from one life of a run to the next.</summary>
internal sealed class RunOptions
{
    private readonly Option<decimal?> _maxUsd = UsdOption.Create("--max-usd", "Refuse to begin where all together may cost more than this.");
    private readonly Option<Dictionary<string, decimal>?> _factors = PriceFactorOption.Create();
    private readonly Option<int> _fallback = NumberOption.Create(
        "--fallback", "Send what is left of a job by itself, at serverless prices, where that are no more than N requests. Default: 0, report them.", fallback: 0, minimum: 0, maximum: 50_000);

    private readonly Option<bool> _json = new("--json") { Description = "Tell how it goes as lines of JSON, for scripts." };

    public RunOptions(Command command)
    {
        command.Add(_maxUsd);
        command.Add(_factors);
        command.Add(_fallback);
        command.Add(_json);
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The arguments with what was given of these in place of what they say.</summary>
    public RunArguments Over(RunArguments arguments, ParseResult parsed) => arguments with
    {
        MaxUsd = parsed.GetValue(_maxUsd) ?? arguments.MaxUsd,
        PriceFactors = parsed.GetValue(_factors) is { Count: > 0 } factors ? factors : arguments.PriceFactors,
        Fallback = parsed.GetResult(_fallback) is { Implicit: false } ? parsed.GetValue(_fallback) : arguments.Fallback,
    };
}
