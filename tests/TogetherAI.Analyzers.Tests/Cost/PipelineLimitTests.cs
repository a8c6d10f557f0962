using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

/// <summary>TAI1001 where requests go through an <c>IChatClient</c>.</summary>
public class PipelineLimitTests : FixTests<MissingMaxTokensAnalyzer, MissingMaxTokensFix>
{
    private const string Chat = "IChatClient chat = together.AsChatClient(model);\n";

    [Theory]
    [InlineData("await chat.{|TAI1001:GetResponseAsync|}([]);")]
    [InlineData("await chat.{|TAI1001:GetResponseAsync|}([], null, cancellationToken);")]
    [InlineData("await chat.GetResponseAsync([], {|TAI1001:new ChatOptions|} { Temperature = 0 });")]
    [InlineData("await chat.GetResponseAsync([], {|TAI1001:new()|});")]
    [InlineData("ChatOptions options = {|TAI1001:new ChatOptions()|};\noptions.Temperature = 0;\nawait chat.GetResponseAsync([], options);")]
    [InlineData("ChatOptions options = {|TAI1001:new ChatOptions()|};\nawait chat.GetResponseAsync([], options);\noptions.MaxOutputTokens = 5;")]
    [InlineData("ChatOptions options = {|TAI1001:new()|} { MaxOutputTokens = 5 };\noptions.MaxOutputTokens = null;\nawait chat.GetResponseAsync([], options);")]
    [InlineData("await foreach (var update in chat.{|TAI1001:GetStreamingResponseAsync|}([])) Configure(update);")]
    [InlineData("ChatOptions options = {|TAI1001:new()|};\nawait chat.GetResponseAsync([], options);\nawait chat.GetResponseAsync([], options);")]
    public Task A_request_without_a_limit_is_found(string body) => InMethodAsync(Chat + body);

    [Theory]
    [InlineData("await chat.GetResponseAsync([], new ChatOptions { MaxOutputTokens = 5 });")]
    [InlineData("ChatOptions options = new();\noptions.MaxOutputTokens = 5;\nawait chat.GetResponseAsync([], options);")]
    [InlineData("ChatOptions options = new();\noptions.MaxOutputTokens ??= 5;\nawait chat.GetResponseAsync([], options);")]
    [InlineData("ChatOptions options = new();\nif (condition) options.MaxOutputTokens = 5;\nawait chat.GetResponseAsync([], options);")]
    [InlineData("ChatOptions options = new();\nConfigure(options);\nawait chat.GetResponseAsync([], options);")]
    [InlineData("ChatOptions options = new(), other = options;\nother.MaxOutputTokens = 5;\nawait chat.GetResponseAsync([], options);")]
    [InlineData("ChatOptions options = new();\nAction later = () => options.MaxOutputTokens = 5;\nlater();\nawait chat.GetResponseAsync([], options);")]
    [InlineData("await chat.GetResponseAsync([], new ChatOptions { RawRepresentationFactory = _ => new ChatRequest { Model = model, Messages = messages, MaxTokens = 5 } });")]
    [InlineData("await chat.GetResponseAsync([], new Limited());\n}\nprivate sealed class Limited : ChatOptions { public Limited() => MaxOutputTokens = 5;")]
    [InlineData("await Other().GetResponseAsync([]);\n}\nprivate static IChatClient Other() => throw new NotSupportedException();\nprivate static void Last() {")]
    [InlineData("chat = Other();\nawait chat.GetResponseAsync([]);\n}\nprivate static IChatClient Other() => throw new NotSupportedException();\nprivate static void Last() {")]
    public Task A_limited_one_and_one_that_cannot_be_told_are_not(string body) => InMethodAsync(Chat + body);

    [Theory]
    [InlineData("services.AddTogetherClient().AddChatClient(\"m\");", "{|TAI1001:GetResponseAsync|}")]
    [InlineData("services.AddTogetherClient(o => o.DefaultMaxTokens = 5).AddChatClient(\"m\");", "GetResponseAsync")]
    [InlineData("services.AddTogetherClient().AddChatClient(\"m\"); services.AddOther().AddChatClient(\"o\");", "GetResponseAsync")]
    [InlineData("services.AddTogetherClient();", "GetResponseAsync")]
    public Task An_injected_one_is_togethers_where_the_project_registers_no_other(string registration, string call) => InProgramAsync(
        $$"""
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;

        public class Bot(IChatClient chat)
        {
            public Task AskAsync() => chat.{{call}}("Why?");
        }
        """,
        moreFiles:
        $$"""
        using Microsoft.Extensions.DependencyInjection;

        internal static class Startup
        {
            public static void Configure(IServiceCollection services) { {{registration}} }
            private static Others AddOther(this IServiceCollection services) => new();
            private sealed class Others { public void AddChatClient(string model) { } }
        }
        """);

    [Fact]
    public Task A_pipeline_that_sets_a_limit_for_all_is_enough() => InProgramAsync(
        """
        using System;
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;
        using TogetherAI;

        public static class Bot
        {
            public static Task AskAsync(TogetherClient together) =>
                together.AsChatClient("m").AsBuilder().ConfigureOptions(o => o.MaxOutputTokens = 5).Build().GetResponseAsync("Why?");

            private static Builder AsBuilder(this IChatClient chat) => new(chat);

            private sealed class Builder(IChatClient chat)
            {
                public Builder ConfigureOptions(Action<ChatOptions> configure) { configure(new()); return this; }

                public IChatClient Build() => chat;
            }
        }
        """);

    [Theory]
    [InlineData("await chat.GetResponseAsync([]);", "await chat.GetResponseAsync([], options: new() { MaxOutputTokens = 1024 });")]
    [InlineData("await chat.GetResponseAsync([], null, cancellationToken);", "await chat.GetResponseAsync([], new() { MaxOutputTokens = 1024 }, cancellationToken);")]
    [InlineData("await chat.GetResponseAsync([], new ChatOptions());", "await chat.GetResponseAsync([], new ChatOptions { MaxOutputTokens = 1024 });")]
    [InlineData("await chat.GetResponseAsync([], new());", "await chat.GetResponseAsync([], new() { MaxOutputTokens = 1024 });")]
    [InlineData("await chat.GetResponseAsync([], cancellationToken: cancellationToken);", "await chat.GetResponseAsync([], options: new() { MaxOutputTokens = 1024 }, cancellationToken: cancellationToken);")]
    public Task The_fix_gives_options(string before, string after) => FixInMethodAsync(Chat + before, Chat + after);

    [Fact]
    public Task Where_a_limit_is_taken_away_again_no_fix_is_offered() => NoFixInMethodAsync(
        Chat + "ChatOptions options = new();\noptions.MaxOutputTokens = null;\nawait chat.GetResponseAsync([], options);");
}
