namespace TogetherAI.Analyzers.Tests;

public class ChatPerItemTests : RuleTests<ChatPerItemAnalyzer>
{
    private const string Texts = "string[] texts = [\"a\", \"b\"];\n";

    [Theory]
    [InlineData("foreach (string text in texts)\n    await together.Chat.{|TAI1006:CreateAsync|}(new() { Model = \"m\", Messages = [ChatMessage.User(text)] });")]
    [InlineData("foreach (string text in texts)\n{\n    ChatRequest request = new() { Model = \"m\", Messages = [ChatMessage.User(text.Trim())] };\n    Configure((await together.Chat.{|TAI1006:CreateAsync|}(request)).Text);\n}")]
    [InlineData("await Task.WhenAll(texts.Select(text => together.Chat.{|TAI1006:CreateAsync|}(new() { Model = \"m\", Messages = [ChatMessage.User(text)] })));")]
    [InlineData("await Parallel.ForEachAsync(texts, async (text, token) => await together.Completions.{|TAI1006:CreateAsync|}(new() { Model = \"m\", Prompt = text }, token));")]
    [InlineData("ChatRequest template = new() { Model = \"m\", Messages = messages };\nforeach (string text in texts)\n    await together.Chat.{|TAI1006:CreateAsync|}(template with { Messages = [ChatMessage.User(text)] });")]
    public Task A_request_for_each_item_is_found(string body) => InMethodAsync(Texts + body);

    [Theory]
    [InlineData("foreach (string text in texts)\n    await together.Chat.CreateAsync(new() { Model = model, Messages = [ChatMessage.User(text)] });")]
    [InlineData("foreach (string text in texts)\n    await together.Chat.CreateAsync(new() { Model = \"deepseek-ai/DeepSeek-R1\", Messages = [ChatMessage.User(text)] });")]
    [InlineData("List<ChatMessage> story = [];\nforeach (string text in texts)\n{\n    story.Add(ChatMessage.User(text));\n    story.Add(ChatMessage.Assistant((await together.Chat.CreateAsync(new() { Model = \"m\", Messages = [.. story] })).Text));\n}")]
    [InlineData("string before = \"\";\nforeach (string text in texts)\n    before = (await together.Chat.CreateAsync(new() { Model = \"m\", Messages = [ChatMessage.User(before + text)] })).Text;")]
    [InlineData("for (int attempt = 0; attempt < limit; attempt++)\n    await together.Chat.CreateAsync(new() { Model = \"m\", Messages = messages });")]
    [InlineData("foreach (string text in texts)\n    await using (await together.Chat.StreamAsync(new() { Model = \"m\", Messages = [ChatMessage.User(text)] })) { }")]
    [InlineData("Func<string, Task> ask = text => together.Chat.CreateAsync(new() { Model = \"m\", Messages = [ChatMessage.User(text)] });\nawait ask(texts[0]);")]
    [InlineData("await together.Chat.CreateAsync(new() { Model = \"m\", Messages = [.. texts.Select(text => ChatMessage.User(text))] });")]
    public Task What_is_no_batch_is_not(string body) => InMethodAsync(Texts + body);

    [Fact]
    public Task In_a_handler_somebody_waits() => InProgramAsync(
        """
        using Microsoft.AspNetCore.Builder;
        using TogetherAI;

        WebApplication app = WebApplication.Create();
        app.MapPost("/ask", async (string[] texts, TogetherClient together) =>
        {
            foreach (string text in texts)
                await together.Chat.CreateAsync(new() { Model = "m", Messages = [ChatMessage.User(text)] });
        });
        """);
}
