namespace TogetherAI.Analyzers.Tests;

public class LoggedContentTests : RuleTests<LoggedContentAnalyzer>
{
    [Theory]
    [InlineData("Logger.LogInformation(\"{Text}\", {|TAI3003:answer.Text|});")]
    [InlineData("Logger.LogDebug($\"said {{|TAI3003:answer.Message!.Text|}}\");")]
    [InlineData("Logger.LogInformation(\"{Text}\", {|TAI3003:request.Messages[0].Text|});")]
    [InlineData("using var scope = Logger.BeginScope(\"{Prompt}\", {|TAI3003:request.Messages[0].Content|});")]
    [InlineData("string said = {|TAI3003:answer.Text|}.ToString(); Logger.LogInformation(\"{Text}\", said);")]
    [InlineData("app.MapPost(\"/\", (string persona) => Configure(ChatMessage.System({|TAI3003:$\"You are {persona}.\"|})));")]
    [InlineData("app.MapPost(\"/\", (Ask ask) => Configure(ChatMessage.System({|TAI3003:\"You are \" + ask.Persona|})));")]
    public Task What_is_exposed_is_found(string body) => InAppAsync(body);

    [Theory]
    [InlineData("Logger.LogInformation(\"{Length}\", answer.Text.Length);")]
    [InlineData("Logger.LogInformation(\"{Id} {Tokens}\", answer.RequestId, answer.Usage?.TotalTokens);")]
    [InlineData("Logger.LogInformation(\"{Hash}\", Hash(answer.Text));")]
    [InlineData("Console.WriteLine(answer.Text);")]
    [InlineData("string said = answer.Text; Console.WriteLine(said); Logger.LogInformation(\"{Length}\", said.Length);")]
    [InlineData("app.MapPost(\"/\", (string question) => Configure(ChatMessage.User($\"Q: {question}\")));")]
    [InlineData("app.MapPost(\"/\", (string question) => Configure(ChatMessage.System(\"Answer.\")));")]
    [InlineData("app.MapPost(\"/\", (int words) => Configure(ChatMessage.System($\"Answer in {words} words.\")));")]
    [InlineData("app.MapPost(\"/\", (string language) => Configure(ChatMessage.System($\"Answer in {Hash(language)}.\")));")]
    [InlineData("string name = \"Ada\"; Configure(ChatMessage.System($\"You are {name}.\"));")]
    public Task What_is_not_or_not_here_is_not(string body) => InAppAsync(body);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("class C { void M(TogetherAI.ChatResponse r) { TogetherAI.ChatMessage.System($\"{r.Text\"; } }");

    private static Task InAppAsync(string body) => InProgramAsync(
        $$"""
        using System;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Logging;
        using TogetherAI;
        public class Judged(ILogger<Judged> Logger)
        {
            public void Run(WebApplication app, ChatRequest request, ChatResponse answer)
            {
                {{body}}
            }
            private static string Hash(string text) => "#";
            private static string Configure(object value) => "";
        }
        public record Ask(string Persona);
        """);
}
