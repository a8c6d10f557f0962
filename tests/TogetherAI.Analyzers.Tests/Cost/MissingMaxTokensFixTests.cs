using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class MissingMaxTokensFixTests : FixTests<MissingMaxTokensAnalyzer, MissingMaxTokensFix>
{
    [Theory]
    [InlineData("new ChatRequest { Model = model, Messages = messages }", "new ChatRequest { Model = model, Messages = messages, MaxTokens = 1024 }")]
    [InlineData("new() { Model = model, Messages = messages, }", "new() { Model = model, Messages = messages, MaxTokens = 1024 }")]
    [InlineData("new() { Model = model, MaxTokens = null, Messages = messages }", "new() { Model = model, MaxTokens = 1024, Messages = messages }")]
    [InlineData("new() { Model = model, Messages = messages /* all */ }", "new() { Model = model, Messages = messages, MaxTokens = 1024 /* all */ }")]
    public Task On_one_line_it_stays_one_line(string before, string after) =>
        FixInMethodAsync($"await together.Chat.CreateAsync({before});", $"await together.Chat.CreateAsync({after});");

    [Fact]
    public Task On_many_lines_it_gets_a_line_and_comments_stay() => FixInMethodAsync(
        """
        await together.Chat.CreateAsync(
            new ChatRequest // the question
            {
                // Which one is for the user to say.
                Model = model,
                Messages = messages // all of them
                // no more
            }, // sent
            cancellationToken);
        """,
        """
        await together.Chat.CreateAsync(
            new ChatRequest // the question
            {
                // Which one is for the user to say.
                Model = model,
                Messages = messages, // all of them
                MaxTokens = 1024
                // no more
            }, // sent
            cancellationToken);
        """);

    [Fact]
    public Task A_comma_at_the_end_stays_a_habit() => FixInMethodAsync(
        """
        await together.Chat.CreateAsync(new()
        {
            Model = model,
            Messages = messages, // all
        });
        """,
        """
        await together.Chat.CreateAsync(new()
        {
            Model = model,
            Messages = messages, // all
            MaxTokens = 1024,
        });
        """);

    [Fact]
    public Task Another_number_can_be_chosen() => FixInMethodAsync(
        "await together.Chat.CreateAsync(new() { Model = model, Messages = messages });",
        "await together.Chat.CreateAsync(new() { Model = model, Messages = messages, MaxTokens = 256 });",
        action: 1);

    [Theory]
    [InlineData("together.Chat.StreamTextAsync(model, \"Why?\")", "together.Chat.StreamTextAsync(model, \"Why?\", maxTokens: 1024)")]
    [InlineData("together.Chat.StreamTextAsync(model, \"Why?\", null, cancellationToken)", "together.Chat.StreamTextAsync(model, \"Why?\", 1024, cancellationToken)")]
    [InlineData("together.Chat.StreamTextAsync(model, \"Why?\", cancellationToken: cancellationToken)", "together.Chat.StreamTextAsync(model, \"Why?\", maxTokens: 1024, cancellationToken: cancellationToken)")]
    [InlineData("together.Chat.StreamTextAsync(prompt: \"Why?\", model: model)", "together.Chat.StreamTextAsync(prompt: \"Why?\", model: model, maxTokens: 1024)")]
    [InlineData("together.Completions.StreamTextAsync(model, \"Once\", maxTokens: null)", "together.Completions.StreamTextAsync(model, \"Once\", maxTokens: 1024)")]
    public Task A_call_gets_an_argument(string before, string after) =>
        FixInMethodAsync($"await foreach (string text in {before}) Configure(text);", $"await foreach (string text in {after}) Configure(text);");

    [Fact]
    public Task A_copy_that_is_one_of_several_gets_it_itself() => FixInMethodAsync(
        """
        ChatRequest bare = new() { Model = model, Messages = messages };
        await together.Chat.CreateAsync(bare with { Temperature = 0 });
        await together.Chat.CreateAsync(bare with { MaxTokens = 9 });
        """,
        """
        ChatRequest bare = new() { Model = model, Messages = messages };
        await together.Chat.CreateAsync(bare with { Temperature = 0, MaxTokens = 1024 });
        await together.Chat.CreateAsync(bare with { MaxTokens = 9 });
        """);

    [Fact]
    public Task Everywhere_each_request_gets_what_is_proposed_for_it() => FixAllInMethodAsync(
        """
        await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages }); // short
        await together.Chat.CreateAsync(new() { Model = "deepseek-ai/DeepSeek-R1", Messages = messages });
        ChatRequest third = new()
        {
            Model = model,
            Messages = messages,
        };
        await together.Chat.CreateAsync(third);
        await foreach (string text in together.Chat.StreamTextAsync(model, "Why?")) Configure(text);
        """,
        """
        await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages, MaxTokens = 1024 }); // short
        await together.Chat.CreateAsync(new() { Model = "deepseek-ai/DeepSeek-R1", Messages = messages, MaxTokens = 16384 });
        ChatRequest third = new()
        {
            Model = model,
            Messages = messages,
            MaxTokens = 1024,
        };
        await together.Chat.CreateAsync(third);
        await foreach (string text in together.Chat.StreamTextAsync(model, "Why?", maxTokens: 1024)) Configure(text);
        """);
}
