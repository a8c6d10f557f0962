namespace TogetherAI.Analyzers.Tests;

/// <summary>TAI1001 with <c>report_escaping</c>: requests that leave the member that makes them.</summary>
public class EscapingRequestTests : RuleTests<MissingMaxTokensAnalyzer>
{
    private static readonly Dictionary<string, string> s_on = new() { ["dotnet_code_quality.TAI1001.report_escaping"] = "true" };

    [Theory]
    [InlineData("private ChatRequest Make() => {|TAI1001:new ChatRequest|} { Model = \"m\", Messages = messages };")]
    [InlineData("private ChatRequest Make() => {|TAI1001:new()|} { Model = \"m\", Messages = messages };")]
    [InlineData("private ChatRequest Make() { var request = {|TAI1001:new ChatRequest|} { Model = \"m\", Messages = messages }; return request; }")]
    [InlineData("private ChatRequest? Make(bool brief) => brief ? null : {|TAI1001:new ChatRequest|} { Model = \"m\", Messages = messages };")]
    [InlineData("private static ChatRequest Make() => {|TAI1001:new ChatRequest { Model = \"m\", Messages = [], MaxTokens = 9 } with|} { MaxTokens = null };")]
    [InlineData("private ChatRequest _kept = {|TAI1001:new()|} { Model = \"m\", Messages = [] };")]
    [InlineData("public ChatRequest Kept { get; set; } = {|TAI1001:new()|} { Model = \"m\", Messages = [] };")]
    [InlineData("private ChatRequest? _kept; private void Keep() => _kept = {|TAI1001:new()|} { Model = \"m\", Messages = messages };")]
    [InlineData("private void Fill(List<ChatRequest> all) => all.Add({|TAI1001:new()|} { Model = \"m\", Messages = messages });")]
    [InlineData("private List<ChatRequest> All() => [{|TAI1001:new()|} { Model = \"m\", Messages = messages }];")]
    [InlineData("private ChatRequest[] All() => new[] { {|TAI1001:new ChatRequest|} { Model = \"m\", Messages = messages } };")]
    public Task One_without_a_limit_is_found_where_that_is_asked_for(string member) => InTypeAsync(member, s_on);

    [Theory]
    [InlineData("private ChatRequest Make() => new() { Model = \"m\", Messages = messages, MaxTokens = 9 };")]
    [InlineData("private ChatRequest Make() { var request = new ChatRequest { Model = \"m\", Messages = messages }; request = request with { MaxTokens = 9 }; return request; }")]
    [InlineData("private ChatRequest Make() => new ChatRequest { Model = \"m\", Messages = messages } with { MaxTokens = 9 };")]
    [InlineData("private ChatRequest Make(ChatRequest template) => template with { Temperature = 0 };")]
    [InlineData("private static readonly ChatRequest s_template = new() { Model = \"m\", Messages = [] };")]
    [InlineData("private ChatRequest Template { get; } = new() { Model = \"m\", Messages = [] };")]
    [InlineData("private ChatRequest Make(ChatRequest template) => template with { MaxTokens = null }; // its ExtraBody may hold one")]
    [InlineData("private EmbeddingRequest Make() => new() { Model = \"m\", Input = [\"text\"] };")]
    [InlineData("private void Drop() { var request = new ChatRequest { Model = \"m\", Messages = messages }; Console.WriteLine(request.Model); }")]
    public Task One_with_a_limit_or_that_stays_or_is_followed_is_not(string member) => InTypeAsync(member, s_on);

    [Fact]
    public Task One_that_is_sent_here_is_found_once() => InTypeAsync(
        "private Task<ChatResponse> SendAsync(TogetherClient together) { var request = {|TAI1001:new ChatRequest|} { Model = \"m\", Messages = messages }; return together.Chat.CreateAsync(request); }",
        s_on);

    [Fact]
    public Task None_is_found_unless_that_is_asked_for() => InTypeAsync(
        "private ChatRequest Make() => new() { Model = \"m\", Messages = messages };",
        config: null);

    private static Task InTypeAsync(string member, Dictionary<string, string>? config) => InProgramAsync(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using TogetherAI;

        internal sealed class Judged(IReadOnlyList<ChatMessage> messages)
        {
            public int Count => messages.Count;

            {{member}}
        }
        """,
        config);
}
