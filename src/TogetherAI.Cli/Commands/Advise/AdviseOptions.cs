using System.CommandLine;
using System.Globalization;

namespace TogetherAI.Cli.Commands.Advise;

/// <summary>The arguments and options of <c>tai advise</c>.</summary>
internal sealed class AdviseOptions
{
    public Argument<string> Log { get; } = new("log") { Description = "The log: CSV with a header, or a JSON object a line. It tells when each request was sent and the tokens of prompt and answer." };

    public Option<TimeSpan?> FirstToken { get; } = Required(DurationOption.Create(
        "--slo-ttft-p95", "Within what time 95 of 100 requests must get their first token, such as 700ms.", TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)));

    public Option<string?> Prices { get; } = new("--prices")
    {
        Description = "A file of prices in JSON, or 'service' to ask for those of --model.",
        HelpName = "FILE|service",
    };

    public Option<string?> Model { get; } = new("--model", "-m") { Description = "The model whose prices are asked for.", HelpName = "NAME" };

    public Option<decimal?> PriceIn { get; } = UsdOption.Create("--price-in", "What a million tokens of prompts cost serverless.");

    public Option<decimal?> PriceOut { get; } = UsdOption.Create("--price-out", "What a million generated tokens cost serverless.");

    public Option<string[]> Hardware { get; } = new("--hardware")
    {
        Description = "Hardware and what a replica on it costs an hour, such as 1xnvidia-h100-80gb=3.99. May stand several times.",
        HelpName = "NAME=USD",
    };

    public Option<double?> BatchDiscount { get; } = Number("--batch-discount", "How much cheaper the model is in a batch, such as 0.5; only models on the service's list are.", "SHARE", 0, 0.999);

    public Option<string?> Throughput { get; } = new("--throughput")
    {
        Description = "A file in JSON that says how fast replicas are. Without it and --probe the number of replicas is not known.",
        HelpName = "FILE",
    };

    public Option<string?> Probe { get; } = new("--probe")
    {
        Description = "Measure a replica now, by asking this model with prompts as long as the log's. Needs --probe-hardware.",
        HelpName = "MODEL",
    };

    public Option<string?> ProbeHardware { get; } = new("--probe-hardware") { Description = "What the replica behind --probe runs on.", HelpName = "NAME" };

    public Option<int> ProbeRequests { get; } = NumberOption.Create("--probe-requests", "Most requests of a probe.", fallback: 500, minimum: 1, maximum: 100_000);

    public Option<decimal?> ProbeUsd { get; } = UsdOption.Create("--probe-max-usd", "Most that a probe's tokens may cost, at --price-in and --price-out. A replica's tokens cost nothing.");

    public Option<string?> ServerlessFirstToken { get; } = new("--serverless-ttft-p95")
    {
        Description = "How quick serverless is: a time, or 'recorded' where serverless served the log. Without it that is not known.",
        HelpName = "TIME|recorded",
    };

    public Option<bool?> NobodyWaits { get; } = new("--nobody-waits")
    {
        Description = "Whether nobody waits for requests of which the log does not say it: true or false.",
        HelpName = "true|false",
    };

    public Option<double?> LoadFactor { get; } = Number("--load-factor", "Plan for this many times the load of the log.", "N", 0.01, 100);

    public Option<double?> TokensPerSecond { get; } = Number("--tokens-per-second", "Generated tokens a second that replicas must be able to make.", "N", 0.001, 1e9);

    public Option<int> MaxReplicas { get; } = NumberOption.Create("--max-replicas", "Most replicas that come into question.", fallback: 64, minimum: 1, maximum: 256);

    public Option<string?> OnlyModel { get; } = new("--only-model") { Description = "Read only the requests of this model; the log needs a column for it.", HelpName = "NAME" };

    public Option<bool> Json { get; } = CommonOptions.Json();

    public Option<string?> Svg { get; } = new("--svg") { Description = "Draw the load over time into this file.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Add(Log);
        foreach (Option option in (Option[])
        [
            FirstToken, Prices, Model, PriceIn, PriceOut, Hardware, BatchDiscount, Throughput, Probe, ProbeHardware, ProbeRequests, ProbeUsd, ServerlessFirstToken,
            NobodyWaits, LoadFactor, TokensPerSecond, MaxReplicas, OnlyModel, Json, Svg,
        ])
            command.Add(option);
    }

    private static Option<TimeSpan?> Required(Option<TimeSpan?> option)
    {
        option.Required = true;
        return option;
    }

    private static Option<double?> Number(string name, string description, string helpName, double minimum, double maximum) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens.SingleOrDefault()?.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && number >= minimum && number <= maximum)
                return number;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {minimum} to {maximum}."));
            return null;
        },
    };
}
