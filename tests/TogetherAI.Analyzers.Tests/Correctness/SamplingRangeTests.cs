namespace TogetherAI.Analyzers.Tests;

public class SamplingRangeTests : RuleTests<SamplingRangeAnalyzer>
{
    [Theory]
    [InlineData("Temperature = {|TAI4002:2.1|}")]
    [InlineData("Temperature = {|TAI4002:-0.1|}")]
    [InlineData("Temperature = {|TAI4002:100|}")]
    [InlineData("Temperature = {|TAI4002:double.NaN|}")]
    [InlineData("Temperature = {|TAI4002:double.PositiveInfinity|}")]
    [InlineData("TopP = {|TAI4002:1.01|}")]
    [InlineData("TopP = {|TAI4002:90|}")]
    [InlineData("TopP = {|TAI4002:-1|}")]
    [InlineData("N = {|TAI4002:0|}")]
    [InlineData("N = {|TAI4002:129|}")]
    [InlineData("PresencePenalty = {|TAI4002:2.5|}")]
    [InlineData("PresencePenalty = {|TAI4002:-3|}")]
    [InlineData("FrequencyPenalty = {|TAI4002:2 + 1|}")]
    [InlineData("TopP = 1, Temperature = {|TAI4002:3f|}")]
    public Task A_value_out_of_range_is_found(string setting) => InRequestAsync(setting);

    [Theory]
    [InlineData("Temperature = 0")]
    [InlineData("Temperature = 2")]
    [InlineData("Temperature = null")]
    [InlineData("Temperature = limit")]
    [InlineData("Temperature = condition ? 3 : 1")]
    [InlineData("TopP = 0")]
    [InlineData("TopP = 1")]
    [InlineData("N = 1")]
    [InlineData("N = 128")]
    [InlineData("PresencePenalty = -2")]
    [InlineData("FrequencyPenalty = 2.0")]
    [InlineData("RepetitionPenalty = 5")]
    [InlineData("MaxTokens = 100000")]
    [InlineData("TopK = 500")]
    [InlineData("Seed = -1")]
    public Task A_value_within_it_or_not_known_or_without_a_range_is_not(string setting) => InRequestAsync(setting);

    [Theory]
    [InlineData("var r = new CompletionRequest { Model = model, Prompt = \"\", Temperature = {|TAI4002:3|} };")]
    [InlineData("var r = new ResponseRequest { Model = model, Input = ResponseInput.FromText(\"\"), TopP = {|TAI4002:2|} };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages } with { Temperature = {|TAI4002:2.01|} };")]
    [InlineData("const double wild = 5; var r = new ChatRequest { Model = model, Messages = messages, Temperature = {|TAI4002:wild|} };")]
    public Task In_every_kind_of_request_it_is(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("var o = new ChatOptions { Temperature = 3f };")]
    [InlineData("var r = new ImageRequest { Model = model, Prompt = \"\", N = 500 };")]
    [InlineData("var r = new { Temperature = 3, TopP = 7 };")]
    public Task In_what_is_not_such_a_request_it_is_not(string body) => InMethodAsync(body);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("using TogetherAI; class C { object r = new ChatRequest { Temperature = , TopP = {|TAI4002:5|}x }; }");

    private static Task InRequestAsync(string setting) => InMethodAsync($"var request = new ChatRequest {{ Model = model, Messages = messages, {setting} }};");
}
