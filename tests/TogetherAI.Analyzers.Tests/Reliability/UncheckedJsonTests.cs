using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class UncheckedJsonTests : FixTests<UncheckedJsonAnalyzer, UncheckedJsonFix>
{
    private const string Ask = "ChatResponse answer = await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages, MaxTokens = 5 }, cancellationToken);\n";
    private const string Throw = "if (answer.FinishReason == FinishReason.Length)\n    throw new InvalidOperationException(\"The answer was cut off: it needs a higher limit on tokens.\");\n";

    [Theory]
    [InlineData("var value = System.Text.Json.JsonSerializer.{|TAI2005:Deserialize<int[]>|}(answer.Text);")]
    [InlineData("string json = answer.Text; var value = System.Text.Json.JsonSerializer.{|TAI2005:Deserialize<int[]>|}(json);")]
    [InlineData("using var document = System.Text.Json.JsonDocument.{|TAI2005:Parse|}(answer.Text);")]
    [InlineData("var node = JsonNode.{|TAI2005:Parse|}(answer.Message!.Text.Trim());")]
    [InlineData("var node = JsonNode.{|TAI2005:Parse|}(answer.Choices[0].Message?.Content?.Text ?? \"{}\");")]
    [InlineData("var value = System.Text.Json.JsonSerializer.{|TAI2005:Deserialize<int[]>|}(System.Text.Encoding.UTF8.GetBytes(answer.Text));")]
    [InlineData("var node = JsonNode.{|TAI2005:Parse|}((await together.Chat.CreateAsync(new ChatRequest { Model = model, Messages = messages })).Text);")]
    [InlineData("ChatResponse other = await together.Chat.CreateAsync(null!); Console.Write(other.FinishReason); var node = JsonNode.{|TAI2005:Parse|}(answer.Text);")]
    [InlineData("var node = JsonNode.{|TAI2005:Parse|}(answer.Text); var again = JsonNode.Parse(answer.Text);")]
    [InlineData("string raw = answer.Message?.Text?.Trim() ?? \"{}\"; var node = JsonNode.{|TAI2005:Parse|}(raw);")]
    public Task Parsing_what_may_be_cut_off_is_found(string body) => InMethodAsync(Ask + body);

    [Theory]
    [InlineData("if (answer.FinishReason == FinishReason.Length) return; var node = JsonNode.Parse(answer.Text);")]
    [InlineData("if (answer.Choices[0].FinishReason is not { } reason) return; var node = JsonNode.Parse(answer.Text);")]
    [InlineData("foreach (ChatChoice choice in answer.Choices) Configure(choice.FinishReason); var node = JsonNode.Parse(answer.Text);")]
    [InlineData("Configure(answer); var node = JsonNode.Parse(answer.Text);")]
    [InlineData("Configure(answer.Choices[0]); var node = JsonNode.Parse(answer.Text);")]
    [InlineData("var node = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(\"answer.json\"));")]
    [InlineData("var node = JsonNode.Parse(answer.Model);")]
    [InlineData("var node = JsonNode.Parse(answer.ToolCalls[0].Function!.Arguments!);")]
    [InlineData("int.Parse(answer.Text);")]
    [InlineData("JsonNode? Read(ChatResponse given) => JsonNode.Parse(given.Text); Read(answer);")]
    public Task Where_it_is_asked_for_or_may_be_or_is_no_answer_it_is_not(string body) => InMethodAsync(Ask + body);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("using TogetherAI; class C { void M(ChatResponse r) { var x = r; System.Text.Json.JsonDocument.Parse(x.Text. } }");

    [Theory]
    [InlineData("// the list\nvar node = JsonNode.Parse(answer.Text); // as it is", Throw + "// the list\nvar node = JsonNode.Parse(answer.Text); // as it is")]
    [InlineData("\nvar node = JsonNode.Parse(answer.Text);", "\n" + Throw + "var node = JsonNode.Parse(answer.Text);")]
    public Task The_fix_asks(string before, string after) => FixInMethodAsync(Ask + before, Ask + after);

    [Theory]
    [InlineData("var node = JsonNode.Parse((await together.Chat.CreateAsync(null!)).Text);")]
    [InlineData("if (condition) JsonNode.Parse(answer.Text);")]
    public Task Without_a_local_or_a_place_nothing_is_offered(string body) => NoFixInMethodAsync(Ask + body);

    [Fact]
    public Task All_are_fixed_as_one_is() => FixAllInMethodAsync(
        Ask + "var one = JsonNode.Parse(answer.Text);\nChatResponse next = await together.Chat.CreateAsync(null!);\nvar two = JsonNode.Parse(next.Text);",
        Ask + Throw + "var one = JsonNode.Parse(answer.Text);\nChatResponse next = await together.Chat.CreateAsync(null!);\n" + Throw.Replace("answer.", "next.") + "var two = JsonNode.Parse(next.Text);");
}
