using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class MissingTokenTests : FixTests<MissingTokenAnalyzer, MissingTokenFix>
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using TogetherAI;

        """;

    [Theory]
    [InlineData("async Task AskAsync(HttpContext http) { await together.Models.{|TAI2003:ListAsync|}(); }")]
    [InlineData("async Task AskAsync(HttpContext http) { await foreach (string text in together.Chat.{|TAI2003:StreamTextAsync|}(\"m\", \"Why?\", 5)) { } }")]
    [InlineData("void Map(WebApplication app) => app.MapGet(\"/\", async (HttpContext http) => (await together.Models.{|TAI2003:ListAsync|}()).Count);")]
    [InlineData("Task AskAsync(CancellationToken stop) => Task.Run(async () => { await foreach (string text in together.Chat.{|TAI2003:StreamTextAsync|}(\"m\", \"Why?\", 5)) { } });")]
    [InlineData("async Task CopyAsync(ChatStream stream, CancellationToken stop) { await foreach (ChatChunk chunk in {|TAI2003:stream|}) { } }")]
    [InlineData("async Task CopyAsync(CursorList<DedicatedEndpoint> list, CancellationToken stop) { await foreach (var one in {|TAI2003:list|}.ConfigureAwait(false)) { } }")]
    [InlineData("private ChatStream stream = null!; async Task CopyAsync(HttpContext http) { await foreach (ChatChunk chunk in {|TAI2003:this.stream|}) { } }")]
    public Task A_token_at_hand_is_asked_for(string member) => InTypeAsync(member);

    [Theory]
    [InlineData("async Task AskAsync(HttpContext http) { await together.Models.ListAsync(cancellationToken: http.RequestAborted); }")]
    [InlineData("async Task AskAsync(HttpContext http) { await together.Models.ListAsync(cancellationToken: CancellationToken.None); }")]
    [InlineData("async Task AskAsync(HttpContext http, CancellationToken stop) { await together.Models.ListAsync(); }")]
    [InlineData("async Task AskAsync() { await together.Models.ListAsync(); }")]
    [InlineData("async Task AskAsync(CancellationToken stop) { await foreach (string text in together.Chat.StreamTextAsync(\"m\", \"Why?\", 5)) { } }")]
    [InlineData("Task AskAsync(CancellationToken stop) => Task.Run(static async () => { await foreach (string text in new TogetherClient().Chat.StreamTextAsync(\"m\", \"Why?\", 5)) { } });")]
    [InlineData("async Task CopyAsync(ChatStream stream, CancellationToken stop) { await foreach (ChatChunk chunk in stream.WithCancellation(stop)) { } }")]
    [InlineData("async Task CopyAsync(ChatStream stream) { await foreach (ChatChunk chunk in stream) { } }")]
    [InlineData("async Task CopyAsync(IAsyncEnumerable<string> texts, CancellationToken stop) { await foreach (string text in texts) { } }")]
    [InlineData("async Task AskAsync(ChatRequest request, CancellationToken stop) { await using ChatStream stream = await together.Chat.StreamAsync(request, stop); await foreach (ChatChunk chunk in stream) { } }")]
    public Task One_that_is_passed_or_is_for_CA2016_or_is_not_there_is_not(string member) => InTypeAsync(member);

    [Fact]
    public Task A_controller_has_one() => InProgramAsync(Usings +
        """
        public class ChatController(TogetherClient together) : ControllerBase
        {
            public async Task<int> Get() => (await together.Models.{|TAI2003:ListAsync|}()).Count;
            public static async Task<int> CountAsync(TogetherClient client) => (await client.Models.ListAsync()).Count;
        }
        """);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync(Usings + "class C { async Task M(HttpContext http, { await foreach (var x in new TogetherClient().Chat. } }");

    [Theory]
    [InlineData("async Task AskAsync(HttpContext http) { await together.Models.ListAsync(/* all */); }", "async Task AskAsync(HttpContext http) { await together.Models.ListAsync(/* all */cancellationToken: http.RequestAborted); }")]
    [InlineData(
        "async Task CopyAsync(ChatStream stream, CancellationToken stop) { await foreach (ChatChunk chunk in stream) { } }",
        "async Task CopyAsync(ChatStream stream, CancellationToken stop) { await foreach (ChatChunk chunk in stream.WithCancellation(stop)) { } }")]
    [InlineData(
        "async Task CopyAsync(CursorList<DedicatedEndpoint> list, CancellationToken stop) { await foreach (var one in list.ConfigureAwait(false)) { } }",
        "async Task CopyAsync(CursorList<DedicatedEndpoint> list, CancellationToken stop) { await foreach (var one in list.WithCancellation(stop).ConfigureAwait(false)) { } }")]
    public Task The_fix_passes_it(string before, string after) => FixAsync(Around(before), Around(after));

    private static Task InTypeAsync(string member) => InProgramAsync(Around(member));

    private static string Around(string member) => Usings + "public class Judged { private readonly TogetherClient together = new(); public " + member.Replace("private ChatStream", "object? o; private ChatStream") + " }";
}
