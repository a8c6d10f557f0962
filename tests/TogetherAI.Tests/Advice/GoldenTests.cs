using TogetherAI.Testing;

namespace TogetherAI.Tests.Advice;

/// <summary>
/// Reports over two real hours of traffic, as they were approved. Prices and paces are this test's own, and nobody's offer. Where a report differs,
/// the test writes it beside the approved one, as <c>.received</c>.
/// </summary>
public class GoldenTests
{
    [Theory]
    [InlineData("azure-2023-conv")]
    [InlineData("azure-2023-code")]
    public async Task A_report_over_a_real_hour_is_as_it_was_approved(string trace)
    {
        string log = RepositoryFiles.Shared("data", "traces", trace + ".csv");
        TrafficProfile profile = await TrafficLog.ProfileAsync(log);
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(profile, Objective, Prices, Throughput);
        string[] differing =
        [
            .. new[] { (".txt", advice.ToText()), (".json", advice.ToJson()), (".svg", advice.ToSvg()) }
                .Where(report => !IsApproved(trace + report.Item1, report.Item2)).Select(static report => report.Item1),
        ];
        Assert.True(differing.Length == 0, $"{trace}: {string.Join(", ", differing)} differ; compare the .received files in tests/TogetherAI.Tests/Advice/Approved.");
    }

    private static WorkloadObjective Objective { get; } = new() { TimeToFirstToken = TimeSpan.FromMilliseconds(700) };

    private static WorkloadPrices Prices { get; } = new()
    {
        Serverless = new TokenPrice(0.90m, 0.90m),
        Hardware = [new HardwarePrice("small", 4m), new HardwarePrice("large", 15m)],
    };

    private static WorkloadThroughput Throughput { get; } = new()
    {
        Replicas =
        [
            new ReplicaThroughput { Hardware = "small", Pace = Pace(slots: 16, first: 50, perPromptToken: 0.12, rate: 30) },
            new ReplicaThroughput { Hardware = "large", Pace = Pace(slots: 48, first: 25, perPromptToken: 0.03, rate: 60) },
        ],
        ServerlessTimeToFirstToken = TimeSpan.FromMilliseconds(900),
    };

    private static ReplicaPace Pace(int slots, double first, double perPromptToken, double rate) => new()
    {
        Slots = slots,
        TimeToFirstToken = TimeSpan.FromMilliseconds(first),
        TimePerPromptToken = TimeSpan.FromMilliseconds(perPromptToken),
        TokensPerSecond = rate,
    };

    private static bool IsApproved(string name, string text)
    {
        string approved = RepositoryFiles.Path("tests", "TogetherAI.Tests", "Advice", "Approved", name);
        if (File.Exists(approved) && File.ReadAllText(approved) == text)
            return true;
        File.WriteAllText(Path.ChangeExtension(approved, ".received" + Path.GetExtension(name)), text);
        return false;
    }
}
