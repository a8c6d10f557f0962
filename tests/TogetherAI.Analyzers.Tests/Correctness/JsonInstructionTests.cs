namespace TogetherAI.Analyzers.Tests;

public class JsonInstructionTests : RuleTests<JsonInstructionAnalyzer>
{
    [Theory]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [ChatMessage.User(\"Three facts.\")], ResponseFormat = {|TAI4001:ResponseFormat.JsonObject|} };")]
    [InlineData("ChatRequest r = new() { Model = model, Messages = [ChatMessage.System(\"Be brief.\"), ChatMessage.User(\"Three facts.\")], ResponseFormat = {|TAI4001:new ResponseFormat { Type = \"json_object\" }|} };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = new[] { ChatMessage.User(\"Three facts.\") }, ResponseFormat = {|TAI4001:ResponseFormat.JsonObject|} };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = new List<ChatMessage> { ChatMessage.User(\"Three facts.\") }, ResponseFormat = {|TAI4001:ResponseFormat.JsonObject|} };")]
    [InlineData("const string ask = \"Three facts.\"; var r = new ChatRequest { Model = model, Messages = [ChatMessage.User(ask + \" Please.\")], ResponseFormat = {|TAI4001:ResponseFormat.JsonObject|} };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [new ChatMessage { Role = ChatRole.User, Content = \"Three facts.\" }], ResponseFormat = {|TAI4001:ResponseFormat.JsonObject|} };")]
    public Task JSON_that_nobody_speaks_of_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [ChatMessage.User(\"Three facts as JSON.\")], ResponseFormat = ResponseFormat.JsonObject };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [ChatMessage.System(\"Only json.\"), ChatMessage.User(\"Three facts.\")], ResponseFormat = ResponseFormat.JsonObject };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [ChatMessage.User(model)], ResponseFormat = ResponseFormat.JsonObject };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [.. messages, ChatMessage.User(\"Three facts.\")], ResponseFormat = ResponseFormat.JsonObject };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = messages, ResponseFormat = ResponseFormat.JsonObject };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [ChatMessage.User(\"Three facts.\")], ResponseFormat = ResponseFormat.FromJsonSchema(\"facts\", \"{}\") };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [ChatMessage.User(\"Three facts.\")], ResponseFormat = ResponseFormat.Text };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [ChatMessage.User(\"Three facts.\")] };")]
    [InlineData("var r = new ChatRequest { Model = model, Messages = [], ResponseFormat = ResponseFormat.JsonObject };")]
    public Task JSON_that_is_spoken_of_or_may_be_is_not(string body) => InMethodAsync(body);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("using TogetherAI; class C { object r = new ChatRequest { ResponseFormat = ResponseFormat.JsonObject, Messages = [ChatMessage.User(, ] }; }");
}
