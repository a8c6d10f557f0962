using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class MissingMaxTokensTests : FixTests<MissingMaxTokensAnalyzer, MissingMaxTokensFix>
{
    [Theory]
    [InlineData("await together.Chat.CreateAsync({|TAI1001:new ChatRequest|} { Model = model, Messages = messages }, cancellationToken);")]
    [InlineData("await together.Chat.CreateAsync({|TAI1001:new()|} { Model = model, Messages = messages });")]
    public Task A_request_without_a_limit_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages, MaxTokens = 5 }, cancellationToken);")]
    public Task A_request_with_a_limit_is_not(string body) => InMethodAsync(body);

    [Fact]
    public Task The_fix_keeps_the_line() => FixInMethodAsync(
        "await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages });",
        "await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages, MaxTokens = 1024 });");
}
