using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace TogetherAI.Tests.Advice;

public class ReportTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private static readonly WorkloadPrices s_prices = new() { Serverless = new TokenPrice(1m, 10m), BatchDiscount = 0.5m, Hardware = [new HardwarePrice("a <gpu> & more", 3.6m)] };

    private static WorkloadThroughput Throughput(int slots, double firstMs = 100) => new()
    {
        Replicas = [new ReplicaThroughput { Hardware = "a <gpu> & more", Pace = Traffic.Pace(slots, firstMs, rate: 10) }],
        ServerlessTimeToFirstToken = TimeSpan.FromMilliseconds(300),
    };

    private static WorkloadAdvice Advice(WorkloadThroughput? throughput) =>
        WorkloadAdvisor.Recommend(Traffic.Profile(Traffic.Random(seed: 1, count: 4000, perSecond: 2)), Traffic.Within(500), s_prices, throughput);

    [Fact]
    public void Json_says_what_the_advice_says()
    {
        WorkloadAdvice advice = Advice(Throughput(8));
        JsonNode json = JsonNode.Parse(advice.ToJson())!;
        Assert.Equal("mix", (string?)json["recommended"]!["kind"]);
        Assert.Equal(WorkloadOptionKind.Mix, advice.Recommended!.Kind);
        Assert.Equal((double)advice.Recommended.UsdPerMonth!.Value, (double)json["recommended"]!["usd_per_month"]!, 3);
        Assert.Equal(advice.Options.Count, json["options"]!.AsArray().Count);
        Assert.Equal(advice.Replicas[0].TimeToFirstToken!.Value.TotalMilliseconds, (double)json["replicas"]![0]!["ttft_ms"]!, 4);
        Assert.Equal(500, (double)json["objective"]!["ttft_ms"]!);
        Assert.Equal(4000, (int)json["traffic"]!["requests"]!);
        Assert.Equal(advice.Unknowns, json["unknowns"]!.AsArray().Select(static node => (string)node!));
    }

    [Fact]
    public void The_picture_is_well_formed_and_names_its_axes_with_their_units()
    {
        foreach (WorkloadThroughput? throughput in (WorkloadThroughput?[])[null, Throughput(2), Throughput(1000)])
        {
            WorkloadAdvice advice = Advice(throughput);
            XElement svg = XDocument.Parse(advice.ToSvg()).Root!;
            string[] texts = [.. svg.Descendants(s_svg + "text").Select(static text => text.Value)];
            Assert.Contains("tokens/s, prompts and answers", texts);
            Assert.Contains(texts, static text => text.StartsWith("time of day, UTC (2026-01-05", StringComparison.Ordinal));
            Assert.Contains(texts, static text => text.StartsWith("load, mean of ", StringComparison.Ordinal));
            Assert.Equal(throughput is not null, texts.Any(static text => text.StartsWith("capacity of ", StringComparison.Ordinal)));
            Assert.Contains("prefers-color-scheme: dark", (string?)svg.Element(s_svg + "style"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_above_the_capacity_is_drawn_above_it()
    {
        Assert.Equal(2, Areas(Advice(Throughput(4)))); // load, and what spills in bursts
        Assert.Equal(1, Areas(Advice(Throughput(1000))));

        static int Areas(WorkloadAdvice advice) => XDocument.Parse(advice.ToSvg()).Descendants(s_svg + "path").Count();
    }

    [Fact]
    public void A_capacity_far_above_the_load_is_told_and_not_drawn()
    {
        Assert.Equal(1, Lines(Advice(Throughput(4)))); // and one in the legend
        Assert.Equal(0, Lines(Advice(Throughput(1000, firstMs: 1))));
        Assert.Contains(", far above", Advice(Throughput(1000, firstMs: 1)).ToSvg(), StringComparison.Ordinal);

        static int Lines(WorkloadAdvice advice) =>
            XDocument.Parse(advice.ToSvg()).Descendants(s_svg + "line").Count(static line => (string?)line.Attribute("class") == "capacity-line") - 1;
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40 * 24 * 3600)]
    public void Short_and_long_recordings_have_a_picture_too(double seconds)
    {
        TrafficProfile profile = Traffic.Profile(Traffic.Steady(2, every: seconds));
        string svg = WorkloadAdvisor.Recommend(profile, Traffic.Within(500), s_prices, Throughput(4)).ToSvg();
        Assert.InRange(XDocument.Parse(svg).Descendants(s_svg + "text").Count(), 8, 40);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Prices_and_throughputs_come_back_as_they_were_kept()
    {
        Assert.Equal(s_prices.ToJson(), WorkloadPrices.FromJson(s_prices.ToJson()).ToJson());
        Assert.Equal(s_prices.Serverless, WorkloadPrices.FromJson(s_prices.ToJson()).Serverless);
        WorkloadThroughput throughput = WorkloadThroughput.FromJson(Throughput(3).ToJson());
        Assert.Equal((3, TimeSpan.FromMilliseconds(300)), (throughput.Replicas[0].Pace.Slots, throughput.ServerlessTimeToFirstToken));
    }

    [Fact]
    public void People_may_write_times_with_their_unit()
    {
        WorkloadThroughput throughput = WorkloadThroughput.FromJson(
            """{"replicas":[{"hardware":"h","pace":{"slots":8,"time_to_first_token_ms":"0.1s","time_per_prompt_token_ms":0.05,"tokens_per_second":40}}],"serverless_ttft_ms":"1.2s"}""");
        Assert.Equal(TimeSpan.FromMilliseconds(100), throughput.Replicas[0].Pace.TimeToFirstToken);
        Assert.Equal(TimeSpan.FromMilliseconds(0.05), throughput.Replicas[0].Pace.TimePerPromptToken);
        Assert.Equal(TimeSpan.FromSeconds(1.2), throughput.ServerlessTimeToFirstToken);
    }

    [Theory]
    [InlineData("""{"serverless":{"input_per_million":1},"hardwear":[]}""", "hardwear")]
    [InlineData("""{"batch_discount":"half"}""", "batch_discount")]
    [InlineData("prices", "Line 1")]
    public void What_is_not_of_the_form_is_said_with_its_place(string json, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => WorkloadPrices.FromJson(json)).Message, StringComparison.Ordinal);
}
