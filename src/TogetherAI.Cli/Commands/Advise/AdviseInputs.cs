using System.CommandLine;
using System.Globalization;

namespace TogetherAI.Cli.Commands.Advise;

/// <summary>Makes prices, throughput and objective out of what was written on the command line.</summary>
internal sealed class AdviseInputs(CliContext context, AdviseOptions options, ParseResult parsed) : IDisposable
{
    private TogetherClient? _client;

    // Made when something has to be asked: a log and files need no key.
    private TogetherClient Client => _client ??= context.CreateClient();

    public WorkloadObjective Objective() => new()
    {
        TimeToFirstToken = parsed.GetValue(options.FirstToken)!.Value,
        LoadFactor = parsed.GetValue(options.LoadFactor) ?? 1,
        TokensPerSecond = parsed.GetValue(options.TokensPerSecond),
        NobodyWaits = parsed.GetValue(options.NobodyWaits),
        MaxReplicas = parsed.GetValue(options.MaxReplicas),
    };

    public async Task<WorkloadPrices> PricesAsync(CancellationToken cancellationToken)
    {
        WorkloadPrices prices = parsed.GetValue(options.Prices) switch
        {
            null => new WorkloadPrices(),
            "service" => await WorkloadPrices.FromServiceAsync(
                Client, parsed.GetValue(options.Model) ?? throw new ArgumentException("--prices service: say with --model whose prices."), cancellationToken: cancellationToken),
            { } file => await ReadAsync("--prices", file, WorkloadPrices.FromJson, cancellationToken),
        };
        (decimal? input, decimal? output) = (parsed.GetValue(options.PriceIn), parsed.GetValue(options.PriceOut));
        if (input is null != output is null)
            throw new ArgumentException("--price-in and --price-out belong together: give both.");
        HardwarePrice[] hardware = [.. (parsed.GetValue(options.Hardware) ?? []).Select(HardwareOf)];
        return prices with
        {
            Serverless = input is null ? prices.Serverless : new TokenPrice(input.Value, output!.Value),
            BatchDiscount = (decimal?)parsed.GetValue(options.BatchDiscount) ?? prices.BatchDiscount,
            Hardware = [.. prices.Hardware.Where(price => Array.TrueForAll(hardware, other => other.Hardware != price.Hardware)), .. hardware],
        };
    }

    public async Task<WorkloadThroughput> ThroughputAsync(TrafficProfile profile, WorkloadPrices prices, CancellationToken cancellationToken)
    {
        WorkloadThroughput throughput = parsed.GetValue(options.Throughput) is { } file
            ? await ReadAsync("--throughput", file, WorkloadThroughput.FromJson, cancellationToken)
            : WorkloadThroughput.Unknown;
        if (parsed.GetValue(options.Probe) is { } model)
        {
            ReplicaThroughput measured = await ProbeAsync(model, profile, prices, cancellationToken);
            throughput = throughput with { Replicas = [.. throughput.Replicas.Where(replica => replica.Hardware != measured.Hardware), measured] };
        }

        return parsed.GetValue(options.ServerlessFirstToken) switch
        {
            null => throughput,
            "recorded" => throughput with
            {
                ServerlessTimeToFirstToken = profile.TimeToFirstToken?.P95
                    ?? throw new ArgumentException("--serverless-ttft-p95 recorded: the log has no column for the time to the first token, such as ttft_ms."),
            },
            { } text => throughput with
            {
                ServerlessTimeToFirstToken = DurationOption.TryParse(text, out TimeSpan time)
                    ? time
                    : throw new ArgumentException("--serverless-ttft-p95 takes a time such as 900ms, or 'recorded'."),
            },
        };
    }

    public void Dispose() => _client?.Dispose();

    /// <summary>Measures with prompts and answers of the log's own lengths, and says how it goes.</summary>
    private Task<ReplicaThroughput> ProbeAsync(string model, TrafficProfile profile, WorkloadPrices prices, CancellationToken cancellationToken)
    {
        string hardware = parsed.GetValue(options.ProbeHardware) ?? throw new ArgumentException("--probe: say with --probe-hardware what the replica runs on.");
        decimal? usd = parsed.GetValue(options.ProbeUsd);
        ThroughputProbe probe = new(Client.Chat, model, new ThroughputProbeOptions
        {
            PromptTokens = [.. new[] { profile.PromptTokens.P50, profile.PromptTokens.P95 }.Select(static tokens => (int)Math.Clamp(tokens, 1, 100_000)).Distinct()],
            MaxTokens = (int)Math.Clamp(profile.CompletionTokens.P95, 16, 256),
            MaxRequests = parsed.GetValue(options.ProbeRequests),
            MaxUsd = usd,
            Price = usd is null ? null : prices.Serverless ?? throw new ArgumentException("--probe-max-usd needs the tokens' prices: give --price-in and --price-out."),
        });
        return probe.RunAsync(hardware, new LevelLines(context.Error), cancellationToken);
    }

    private static HardwarePrice HardwareOf(string text)
    {
        int sign = text.LastIndexOf('=');
        return sign > 0 && decimal.TryParse(text.AsSpan(sign + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal usd) && usd > 0
            ? new HardwarePrice(text[..sign], usd)
            : throw new ArgumentException($"--hardware takes a name and USD an hour, such as 1xnvidia-h100-80gb=3.99; it is '{text}'.");
    }

    private static async Task<T> ReadAsync<T>(string option, string file, Func<string, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return read(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"{option} {file}: {e.Message}", e);
        }
    }

    private sealed class LevelLines(TextWriter error) : IProgress<ThroughputLevel>
    {
        public void Report(ThroughputLevel value) => error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Concurrency} at once: {value.TokensPerSecond:0} tokens/s, {value.RequestsPerSecond:0.##} requests/s, first token p95 {value.TimeToFirstTokenP95.TotalMilliseconds:0} ms"));
    }
}
