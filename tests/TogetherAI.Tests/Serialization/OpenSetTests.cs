using System.Text.Json;

namespace TogetherAI.Tests.Serialization;

/// <summary>Strings from open sets: a value from the future stays what it is.</summary>
public class OpenSetTests
{
    [Theory]
    [InlineData("stop")]
    [InlineData("eos")]
    [InlineData("length")]
    [InlineData("tool_calls")]
    [InlineData("function_call")]
    [InlineData("content_filter")]
    [InlineData("model_went_home")]
    [InlineData("EOS")]
    [InlineData("größe 🦊")]
    [InlineData("")]
    public void A_finish_reason_survives_a_round_trip(string reason)
    {
        string json = $$"""{"index":0,"finish_reason":"{{reason}}"}""";
        ChatChoice choice = JsonSerializer.Deserialize(json, TogetherJsonContext.Default.ChatChoice)!;

        Assert.Equal(new FinishReason(reason), choice.FinishReason);
        Assert.Equal(reason, choice.FinishReason!.Value.Value);
        Wire.Same(json, Wire.Serialize(choice, TogetherJsonContext.Default.ChatChoice));
    }

    [Fact]
    public void The_values_of_today_are_equal_to_themselves_from_the_wire()
    {
        ChatChoice choice = JsonSerializer.Deserialize("""{"finish_reason":"\u0065os"}""", TogetherJsonContext.Default.ChatChoice)!;

        Assert.True(choice.FinishReason == FinishReason.Eos);
        Assert.False(choice.FinishReason == FinishReason.Stop);
        Assert.Equal(FinishReason.Eos.GetHashCode(), choice.FinishReason!.Value.GetHashCode());
    }

    [Fact]
    public void A_type_of_model_from_the_future_survives() =>
        Wire.Same(
            """[{"id":"a","object":"model","created":1,"type":"telepathy"}]""",
            Wire.RoundTrip("""[{"id":"a","object":"model","created":1,"type":"telepathy"}]""", TogetherJsonContext.Default.ModelList));

    [Fact]
    public void Default_is_empty_and_null_is_refused()
    {
        Assert.Equal("", default(FinishReason).Value);
        Assert.Equal("", default(ModelType).ToString());
        Assert.Throws<ArgumentNullException>(() => new FinishReason(null!));
        Assert.Throws<ArgumentNullException>(() => new ModelType(null!));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[\"stop\"]")]
    public void Anything_but_a_string_is_a_fault(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize($$"""{"finish_reason":{{json}}}""", TogetherJsonContext.Default.ChatChoice));
}
