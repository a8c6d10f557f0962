using System.Text.Json;

namespace TogetherAI.Tests.Dedicated;

/// <summary>Stretches of time as Protocol Buffers write them.</summary>
public class DurationTests
{
    [Theory]
    [InlineData("300s", 3_000_000_000)]
    [InlineData("0s", 0)]
    [InlineData("-1s", -10_000_000)]
    [InlineData("1.500s", 15_000_000)]
    [InlineData("-0.250s", -2_500_000)]
    [InlineData("0.000001s", 10)]
    [InlineData("0.000000100s", 1)]
    [InlineData("900000000000s", 9_000_000_000_000_000_000)]
    public void They_come_through(string text, long ticks)
    {
        string json = $$"""{"scaleUpWindow":"{{text}}"}""";
        DeploymentAutoscaling read = JsonSerializer.Deserialize(json, DedicatedJsonContext.Default.DeploymentAutoscaling)!;
        Assert.Equal(ticks, read.ScaleUpWindow!.Value.Ticks);
        Wire.Same(json, Wire.Serialize(read, DedicatedJsonContext.Default.DeploymentAutoscaling));
    }

    [Theory]
    [InlineData("1.5s", 15_000_000)]
    [InlineData("0.123456789s", 1_234_567)]
    public void Other_numbers_of_decimals_are_read_too(string text, long ticks) =>
        Assert.Equal(ticks, JsonSerializer.Deserialize($$"""{"scaleUpWindow":"{{text}}"}""", DedicatedJsonContext.Default.DeploymentAutoscaling)!.ScaleUpWindow!.Value.Ticks);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"s\"")]
    [InlineData("\"300\"")]
    [InlineData("\"5m\"")]
    [InlineData("\"1e3s\"")]
    [InlineData("\"1,000s\"")]
    [InlineData("\" 1s\"")]
    [InlineData("\"999999999999s\"")]
    [InlineData("\"99999999999999999999999999999999s\"")]
    [InlineData("300")]
    [InlineData("{}")]
    public void Anything_else_is_a_fault(string json) => Assert.Throws<JsonException>(() =>
        JsonSerializer.Deserialize($$"""{"scaleUpWindow":{{json}}}""", DedicatedJsonContext.Default.DeploymentAutoscaling));
}
