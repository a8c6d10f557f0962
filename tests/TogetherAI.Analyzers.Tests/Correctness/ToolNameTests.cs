using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class ToolNameTests : FixTests<ToolNameAnalyzer, ToolNameFix>
{
    [Theory]
    [InlineData("var tool = ChatTool.FromFunction({|TAI4005:\"get-weather\"|});")]
    [InlineData("var tool = ChatTool.FromFunction({|TAI4005:\"get weather\"|}, \"The weather.\");")]
    [InlineData("var tool = ChatTool.FromFunction(description: \"The weather.\", name: {|TAI4005:\"weather.get\"|});")]
    [InlineData("const string name = \"get-weather\"; var tool = ChatTool.FromFunction({|TAI4005:name|});")]
    [InlineData("var tool = ChatTool.FromFunction({|TAI4005:\"get\" + \"-\" + \"weather\"|});")]
    [InlineData("var tool = new ChatTool { Function = new FunctionDefinition { Name = {|TAI4005:\"a b.c-d\"|} } };")]
    [InlineData("var tool = new ChatTool { Function = new() { Name = {|TAI4005:\"get-weather\"|}, Description = \"x\" } };")]
    [InlineData("var tool = ResponseTool.FromFunction({|TAI4005:\"get-weather\"|});")]
    [InlineData("var tool = new ResponseTool { Type = \"function\", Name = {|TAI4005:\"get-weather\"|} };")]
    [InlineData("await together.Chat.RunToolsAsync(null!, [Microsoft.Extensions.AI.AIFunctionFactory.Create(() => 1, {|TAI4005:\"get-one\"|})]);")]
    [InlineData("await together.Chat.StreamToolsAsync(null!, new[] { Microsoft.Extensions.AI.AIFunctionFactory.Create(() => 1, {|TAI4005:\"get.one\"|}) });")]
    [InlineData("var tools = new List<Microsoft.Extensions.AI.AIFunction> { Microsoft.Extensions.AI.AIFunctionFactory.Create(() => 1, {|TAI4005:\"get-one\"|}) }; await together.Chat.RunToolsAsync(null!, tools);")]
    public Task A_name_that_is_refused_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("var tool = ChatTool.FromFunction(\"get_weather\");")]
    [InlineData("var tool = ChatTool.FromFunction(\"GetWeather2\", \"The weather - as it is.\");")]
    [InlineData("var tool = ChatTool.FromFunction(model);")]
    [InlineData("var tool = ChatTool.FromFunction(\"\");")]
    [InlineData("var tool = new ChatTool { Function = new FunctionDefinition { Name = \"get_weather\", Description = \"a-b\" } };")]
    [InlineData("var message = ChatMessage.User(\"a - b\") with { Name = \"somebody-else\" };")]
    [InlineData("var format = ResponseFormat.FromJsonSchema(\"my-schema\", \"{}\");")]
    [InlineData("var choice = ToolChoice.ForFunction(\"get-weather\");")]
    [InlineData("var tool = ResponseTool.FromMcp(\"my-server\", new Uri(\"https://example.org\"));")]
    [InlineData("var function = Microsoft.Extensions.AI.AIFunctionFactory.Create(() => 1, \"get-one\"); Configure(function);")]
    [InlineData("var tool = ChatTool.FromFunction(\"größe\");")]
    [InlineData("var request = new CreateDedicatedEndpointRequest { Name = \"support-chat\" };")]
    public Task One_that_is_taken_or_is_no_tools_is_not(string body) => InMethodAsync(body);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("using TogetherAI; class C { object r = ChatTool.FromFunction(\"get-weather\", ; }");

    [Theory]
    [InlineData("var tool = ChatTool.FromFunction(/* now */ \"get-weather\"); // today", "var tool = ChatTool.FromFunction(/* now */ \"get_weather\"); // today")]
    [InlineData("var tool = new FunctionDefinition { Name = \"a b.c-d\" };", "var tool = new FunctionDefinition { Name = \"a_b_c_d\" };")]
    public Task The_fix_writes_underlines(string before, string after) => FixInMethodAsync(before, after);

    [Theory]
    [InlineData("const string name = \"get-weather\"; var tool = ChatTool.FromFunction(name);")]
    [InlineData("var tool = ChatTool.FromFunction(\"get\" + \"-weather\");")]
    public Task Where_the_name_stands_elsewhere_nothing_is_offered(string body) => NoFixInMethodAsync(body);

    [Fact]
    public Task All_are_fixed_as_one_is() => FixAllInMethodAsync(
        "var one = ChatTool.FromFunction(\"get-one\");\nvar two = ChatTool.FromFunction(\"get two\");",
        "var one = ChatTool.FromFunction(\"get_one\");\nvar two = ChatTool.FromFunction(\"get_two\");");
}
