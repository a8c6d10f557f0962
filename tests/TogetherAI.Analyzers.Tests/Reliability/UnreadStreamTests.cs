using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class UnreadStreamTests : FixTests<UnreadStreamAnalyzer, UnreadStreamFix>
{
    private const string Request = "new ChatRequest { Model = model, Messages = messages, MaxTokens = 5 }";

    [Theory]
    [InlineData("together.Chat.{|TAI2002:StreamTextAsync|}(model, \"Why?\", 5);")]
    [InlineData("_ = together.Chat.{|TAI2002:StreamTextAsync|}(model, \"Why?\", 5);")]
    [InlineData("var texts = together.Chat.{|TAI2002:StreamTextAsync|}(model, \"Why?\", 5);")]
    [InlineData("IAsyncEnumerable<string> texts = (together.Completions.{|TAI2002:StreamTextAsync|}(model, \"Why?\", 5));")]
    [InlineData("together.Batches.{|TAI2002:ReadResultsAsync|}(new BatchJob());")]
    [InlineData("together.Dedicated.Endpoints.{|TAI2002:ListAsync|}();")]
    [InlineData($"await together.Chat.{{|TAI2002:StreamAsync|}}({Request}, cancellationToken);")]
    [InlineData($"_ = await together.Chat.{{|TAI2002:StreamAsync|}}({Request});")]
    [InlineData($"await together.Chat.{{|TAI2002:StreamAsync|}}({Request}).ConfigureAwait(false);")]
    [InlineData($"await using ChatStream stream = await together.Chat.{{|TAI2002:StreamAsync|}}({Request});")]
    [InlineData($"Task<ChatStream> opening = together.Chat.{{|TAI2002:StreamAsync|}}({Request});")]
    public Task A_stream_that_nobody_reads_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("await foreach (string text in together.Chat.StreamTextAsync(model, \"Why?\", 5)) { }")]
    [InlineData("var texts = together.Chat.StreamTextAsync(model, \"Why?\", 5); await foreach (string text in texts) Console.Write(text);")]
    [InlineData("Configure(together.Chat.StreamTextAsync(model, \"Why?\", 5));")]
    [InlineData("IAsyncEnumerable<string> Texts() => together.Chat.StreamTextAsync(model, \"Why?\", 5); Configure(Texts());")]
    [InlineData($"await using ChatStream stream = await together.Chat.StreamAsync({Request}); ChatResponse whole = await stream.GetFinalResponseAsync();")]
    [InlineData($"ChatStream stream = await together.Chat.StreamAsync({Request}); await stream.DisposeAsync();")]
    [InlineData($"ChatResponse whole = await (await together.Chat.StreamAsync({Request})).GetFinalResponseAsync();")]
    [InlineData("IAsyncEnumerable<string>? texts; texts = together.Chat.StreamTextAsync(model, \"Why?\", 5); Configure(texts);")]
    [InlineData("await together.Models.ListAsync();")]
    [InlineData($"await together.Chat.CreateAsync({Request});")]
    [InlineData("Other(); async IAsyncEnumerable<int> Other() { await Task.Yield(); yield return 1; }")]
    public Task One_that_somebody_may_read_is_not(string body) => InMethodAsync(body);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("class C { void M() { _ = new TogetherAI.TogetherClient().Chat.StreamTextAsync( } }");

    [Theory]
    [InlineData("together.Chat.StreamTextAsync(model, \"Why?\", 5);", "await foreach (var item in together.Chat.StreamTextAsync(model, \"Why?\", 5))\n{\n}")]
    [InlineData("// now\n_ = together.Chat.StreamTextAsync(model, \"Why?\", 5); // at once", "// now\nawait foreach (var item in together.Chat.StreamTextAsync(model, \"Why?\", 5))\n{\n} // at once")]
    [InlineData("int item = 5;\nvar texts = together.Chat.StreamTextAsync(model, \"Why?\", item);", "int item = 5;\nawait foreach (var piece in together.Chat.StreamTextAsync(model, \"Why?\", item))\n{\n}")]
    public Task The_fix_reads(string before, string after) => FixInMethodAsync(before, after);

    [Theory]
    [InlineData($"await together.Chat.StreamAsync({Request});")]
    [InlineData("Action read = () => together.Chat.StreamTextAsync(model, \"Why?\", 5);")]
    [InlineData("_ = /* later */ together.Chat.StreamTextAsync(model, \"Why?\", 5);")]
    public Task Where_reading_is_not_enough_or_not_allowed_nothing_is_offered(string body) => NoFixInMethodAsync(body);

    [Fact]
    public Task All_are_fixed_as_one_is() => FixAllInMethodAsync(
        "together.Chat.StreamTextAsync(model, \"Why?\", 5);\n_ = together.Chat.StreamTextAsync(model, \"How?\", 5);",
        "await foreach (var item in together.Chat.StreamTextAsync(model, \"Why?\", 5))\n{\n}\nawait foreach (var item in together.Chat.StreamTextAsync(model, \"How?\", 5))\n{\n}");
}
