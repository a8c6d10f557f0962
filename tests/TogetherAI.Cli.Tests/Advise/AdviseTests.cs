using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using TogetherAI.Cli.Tests.Dedicated;

namespace TogetherAI.Cli.Tests.Advise;

public sealed class AdviseTests : IDisposable
{
    private const string Throughput =
        """{"replicas":[{"hardware":"gpu","pace":{"slots":4,"time_to_first_token_ms":100,"time_per_prompt_token_ms":0,"tokens_per_second":10}}],"serverless_ttft_ms":300}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("together-");

    [Fact]
    public async Task Files_are_enough_and_nobody_is_asked()
    {
        Run run = await Run.ToEndAsync(
            "advise", Log(), "--slo-ttft-p95", "700ms", "--prices", Write("prices.json", """{"serverless":{"input_per_million":1,"output_per_million":10},"hardware":[{"hardware":"gpu","usd_per_hour":1}]}"""),
            "--throughput", Write("throughput.json", Throughput));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("3,601 requests in 1 hours", run.Output, StringComparison.Ordinal);
        Assert.Contains("dedicated: 3 x gpu, 2,190 USD a month", run.Output, StringComparison.Ordinal);
        Assert.Contains("5,257 USD          300 ms  in time   serverless", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prices_may_stand_on_the_command_line_and_the_answer_may_be_json()
    {
        Run run = await Run.ToEndAsync(
            "advise", Log(), "--slo-ttft-p95", "0.7s", "--price-in", "1", "--price-out", "10", "--hardware", "gpu=1.5", "--hardware", "big=20", "--json",
            "--throughput", Write("throughput.json", Throughput), "--serverless-ttft-p95", "800ms");
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal(("dedicated", 3, 3285), ((string?)json["recommended"]!["kind"], (int)json["recommended"]!["replicas"]!, (double)json["recommended"]!["usd_per_month"]!));
        Assert.Equal(700, (double)json["objective"]!["ttft_ms"]!);
        Assert.Equal(800, (double)json["options"]![0]!["ttft_ms"]!);
        Assert.False((bool)json["options"]![0]!["meets_objective"]!);
        Assert.Contains("How many replicas are needed on big", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_prices_and_throughput_it_says_what_it_does_not_know()
    {
        Run run = await Run.ToEndAsync("advise", Log(), "--slo-ttft-p95", "700ms");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("none yet", run.Output, StringComparison.Ordinal);
        Assert.Contains("What serverless costs", run.Output, StringComparison.Ordinal);
        Assert.Contains("What replicas cost", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picture_goes_into_a_file()
    {
        string svg = Path.Combine(_folder.FullName, "load.svg");
        Run run = await Run.ToEndAsync("advise", Log(), "--slo-ttft-p95", "700ms", "--throughput", Write("throughput.json", Throughput), "--svg", svg);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(svg, run.Error, StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Load(svg).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Nobody_waiting_makes_a_batch_an_option()
    {
        string[] args = ["advise", Log(), "--slo-ttft-p95", "700ms", "--price-in", "1", "--price-out", "10", "--batch-discount", "0.5"];
        Assert.DoesNotContain("batch, 2,629 USD", (await Run.ToEndAsync(args)).Output, StringComparison.Ordinal);
        Assert.Contains("batch, 2,629 USD a month", (await Run.ToEndAsync([.. args, "--nobody-waits", "true"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_is_asked_for_prices_and_a_replica_is_measured()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync(static options =>
        {
            options.Dedicated.SupportedModels["tai-tiny"].AddProfile("1xnvidia-h100-80gb", static profile =>
            {
                profile.SlotsPerReplica = 4;
                (profile.TimeToFirstToken, profile.TokensPerSecond) = (TimeSpan.FromMilliseconds(100), 10);
            });
        });
        await cloud.RentAsync();
        Run run = await cloud.ToEndAsync(
            ["advise", Log(), "--slo-ttft-p95", "700ms", "--prices", "service", "--model", "tai-tiny", "--probe", "local/chat", "--probe-hardware", "1xnvidia-h100-80gb", "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("1 at once: ", run.Error, StringComparison.Ordinal);
        JsonNode plan = JsonNode.Parse(run.Output)!["replicas"]![0]!;
        Assert.True((double)plan["ttft_alone_ms"]! >= 90); // how much more is up to the threads: this clock runs on while the client reads
        Assert.Equal(((int)plan["replicas"]! * 3.99 * 730).ToString("F1", CultureInfo.InvariantCulture), ((double)JsonNode.Parse(run.Output)!["recommended"]!["usd_per_month"]!).ToString("F1", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_recording_of_serverless_says_how_quick_it_is()
    {
        string log = Write("ttft.csv", "time,prompt_tokens,completion_tokens,ttft_ms,model\n" + string.Concat(Enumerable.Range(0, 100).Select(static i => FormattableString.Invariant($"{1_700_000_000 + i},10,10,500,a\n"))));
        Run run = await Run.ToEndAsync("advise", log, "--slo-ttft-p95", "700ms", "--price-in", "1", "--price-out", "1", "--serverless-ttft-p95", "recorded", "--only-model", "a");
        Assert.Matches("in time +serverless", run.Output);
        Run none = await Run.ToEndAsync("advise", Log(), "--slo-ttft-p95", "700ms", "--serverless-ttft-p95", "recorded");
        Assert.Equal((1, ""), (none.ExitCode, none.Output));
        Assert.Contains("ttft_ms", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no request")]
    [InlineData("1,2,x\n", "Line 2, column 5")]
    public async Task A_log_that_cannot_be_read_is_said_in_a_line(string rows, string says)
    {
        Run run = await Run.ToEndAsync("advise", Write("log.csv", "time,prompt_tokens,completion_tokens\n" + rows), "--slo-ttft-p95", "700ms");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--prices", "service", "--model")]
    [InlineData("--price-in", "1", "belong together")]
    [InlineData("--hardware", "gpu", "1xnvidia-h100-80gb=3.99")]
    [InlineData("--probe", "m", "--probe-hardware")]
    [InlineData("--serverless-ttft-p95", "soon", "900ms")]
    [InlineData("--throughput", "{\"replicas\":[{\"hardware\":\"g\"}]}", "throughput")]
    public async Task What_does_not_fit_together_is_said_in_a_line(string option, string value, string says)
    {
        Run run = await Run.ToEndAsync("advise", Log(), "--slo-ttft-p95", "700ms", option, value.StartsWith('{') ? Write("x.json", value) : value);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("advise", "log.csv")]
    [InlineData("advise", "--slo-ttft-p95", "700ms")]
    [InlineData("advise", "log.csv", "--slo-ttft-p95", "700")]
    [InlineData("advise", "log.csv", "--slo-ttft-p95", "0ms")]
    [InlineData("advise", "log.csv", "--slo-ttft-p95", "1s", "--load-factor", "0")]
    [InlineData("advise", "log.csv", "--slo-ttft-p95", "1s", "--batch-discount", "50")]
    public async Task What_makes_no_sense_is_refused_with_2(params string[] args)
    {
        Run run = await Run.ToEndAsync(args);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("tai advise --help", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>An hour of a request a second, of 1,000 and 100 tokens.</summary>
    private string Log() => Write("requests.csv", "time,prompt_tokens,completion_tokens\n" + string.Concat(Enumerable.Range(0, 3601).Select(static i => FormattableString.Invariant($"{1_700_000_000 + i},1000,100\n"))));

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
