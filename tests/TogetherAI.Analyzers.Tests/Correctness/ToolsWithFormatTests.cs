namespace TogetherAI.Analyzers.Tests;

public class ToolsWithFormatTests : RuleTests<ToolsWithFormatAnalyzer>
{
    [Theory]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, Tools = tools, ResponseFormat = {|TAI4003:ResponseFormat.JsonObject|} };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, ResponseFormat = {|TAI4003:ResponseFormat.FromJsonSchema(\"a\", \"{}\")|}, Tools = [ChatTool.FromFunction(\"f\")] };")]
    [InlineData("ChatRequest r = new() { Model = model, Messages = messages, Tools = tools, ResponseFormat = {|TAI4003:ResponseFormat.FromRegex(\"a+\")|} };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages } with { Tools = tools, ResponseFormat = {|TAI4003:ResponseFormat.JsonObject|} };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, Tools = tools, ResponseFormat = {|TAI4003:new ResponseFormat { Type = \"json_object\" }|} };")]
    public Task Both_at_once_are_found(string body) => InMethodAsync(Tools + body);

    [Theory]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, Tools = tools };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, ResponseFormat = ResponseFormat.JsonObject };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, Tools = tools, ResponseFormat = ResponseFormat.Text };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, Tools = tools, ResponseFormat = null };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, Tools = null, ResponseFormat = ResponseFormat.JsonObject };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, Tools = [], ResponseFormat = ResponseFormat.JsonObject };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, Tools = tools } with { Tools = null, ResponseFormat = ResponseFormat.JsonObject };")]
    [InlineData("var r = new { Tools = tools, ResponseFormat = ResponseFormat.JsonObject };")]
    public Task One_of_them_is_not(string body) => InMethodAsync(Tools + body);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("using TogetherAI; class C { object r = new ChatRequest { Tools = , ResponseFormat = ResponseFormat. }; }");

    private const string Tools = "ChatTool[] tools = [ChatTool.FromFunction(\"f\")]; ";
}
