namespace TogetherAI.Tests.Responses;

/// <summary>Answers: every kind of item, and those of the future.</summary>
public class ResponseAnswerTests
{
    private const string Json =
        """
        {"id":"resp_1","object":"response","created_at":1755000000,"model":"m","status":"completed","temperature":1,"store":false,
         "output":[
          {"type":"reasoning","id":"rs_1","content":[{"type":"reasoning_text","text":"Let me "},{"type":"reasoning_text","text":"think."}],
           "summary":[{"type":"summary_text","text":"Thinking."}],"encrypted_content":"x"},
          {"type":"mcp_list_tools","id":"mcpl_1","server_label":"docs","tools":[{"name":"search","description":"Finds","input_schema":{"type":"object"},
           "annotations":{"read_only":true},"icon":"i"}],"error":"flaky"},
          {"type":"mcp_approval_request","id":"mcpr_1","server_label":"docs","name":"delete","arguments":"{\"a\":1}"},
          {"type":"mcp_call","id":"mcp_1","server_label":"docs","name":"search","arguments":"{}","output":"found","error":{"code":-32000},
           "approval_request_id":"mcpr_0","status":"failed"},
          {"type":"message","id":"msg_1","role":"assistant","status":"completed","phase":"final","content":[
           {"type":"output_text","text":"Hello, ","annotations":[]},{"type":"output_text","text":"world!"},{"type":"refusal","refusal":"no"}]},
          {"type":"function_call","id":"fc_1","call_id":"call_1","name":"weather","arguments":"{\"city\":\"Rome\"}","status":"completed"},
          {"type":"function_call_output","call_id":"call_0","output":[{"type":"input_text","text":"sunny"}]},
          {"type":"telepathy","id":"t_1","status":"sent","content":"a string where others have a list","output":{"x":[1]}}],
         "usage":{"input_tokens":11,"input_tokens_details":{"cached_tokens":3},"output_tokens":22,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":33,"cost":1}}
        """;

    [Fact]
    public async Task Every_kind_of_item_is_typed_and_nothing_is_lost()
    {
        ModelResponse answer = await AnsweredAsync(Json);

        Assert.Equal(("resp_1", "response", 1755000000d, "m", ResponseStatus.Completed), (answer.Id, answer.Object, answer.CreatedAt, answer.Model, answer.Status));
        Assert.Equal("Hello, world!", answer.Text);
        Assert.Equal("Let me think.", Assert.IsType<ResponseReasoning>(answer.Output[0]).Text);
        McpToolList tools = Assert.IsType<McpToolList>(answer.Output[1]);
        Assert.Equal(("docs", "flaky"), (tools.ServerLabel, tools.Error!.Value.GetString()));
        McpTool tool = Assert.Single(tools.Tools);
        Assert.Equal(("search", "Finds"), (tool.Name, tool.Description));
        Assert.Equal("object", tool.InputSchema!.Value.GetProperty("type").GetString());
        Assert.True(tool.Annotations!.Value.GetProperty("read_only").GetBoolean());
        McpApprovalRequest approval = Assert.IsType<McpApprovalRequest>(answer.Output[2]);
        Assert.Equal(("mcpr_1", "docs", "delete", """{"a":1}"""), (approval.Id, approval.ServerLabel, approval.Name, approval.Arguments));
        McpCall call = Assert.IsType<McpCall>(answer.Output[3]);
        Assert.Equal(("docs", "search", "{}", "found", "mcpr_0", ResponseStatus.Failed), (call.ServerLabel, call.Name, call.Arguments, call.Output, call.ApprovalRequestId, call.Status));
        Assert.Equal(-32000, call.Error!.Value.GetProperty("code").GetInt32());
        ResponseMessage message = Assert.IsType<ResponseMessage>(answer.Output[4]);
        Assert.Equal((ChatRole.Assistant, "no", "output_text"), (message.Role, message.Content!.Parts[2].Refusal, message.Content.Parts[0].Type));
        ResponseFunctionCall function = Assert.Single(answer.FunctionCalls);
        Assert.Equal(("fc_1", "call_1", "weather", """{"city":"Rome"}"""), (function.Id, function.CallId, function.Name, function.Arguments));
        Assert.Equal("sunny", Assert.IsType<ResponseFunctionOutput>(answer.Output[6]).Output!.Text);
        UnknownResponseItem unknown = Assert.IsType<UnknownResponseItem>(answer.Output[7]);
        Assert.Equal(("telepathy", "t_1", "sent"), (unknown.Type, unknown.Id, unknown.Status!.Value.Value));
        Assert.Equal(1, unknown.UnknownFields["output"].GetProperty("x")[0].GetInt32());
        Assert.Equal((11, 3, 22, 5, 33), (answer.Usage!.InputTokens, answer.Usage.InputTokensDetails!.CachedTokens, answer.Usage.OutputTokens, answer.Usage.OutputTokensDetails!.ReasoningTokens, answer.Usage.TotalTokens));
        Wire.Same(Json, Wire.Serialize(answer, TogetherJsonContext.Default.ModelResponse));
    }

    [Fact]
    public async Task An_answer_that_failed_is_an_answer()
    {
        ModelResponse failed = await AnsweredAsync("""{"status":"failed","error":{"code":"server_error","message":"boom"},"output":[]}""");
        ModelResponse cut = await AnsweredAsync("""{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"error":null}""");

        Assert.Equal((ResponseStatus.Failed, "server_error", "boom"), (failed.Status, failed.Error!.Code, failed.Error.Message));
        Assert.Equal((ResponseStatus.Incomplete, "max_output_tokens"), (cut.Status, cut.IncompleteDetails!.Reason));
        Assert.Empty(cut.Output);
    }

    [Theory]
    [InlineData("""{"output":[null]}""")]
    [InlineData("""{"output":["text"]}""")]
    [InlineData("""{"output":{}}""")]
    [InlineData("""{"output":[{"type":"message","content":7}]}""")]
    [InlineData("""{"output":[{"type":"message","content":[null]}]}""")]
    [InlineData("""{"output":[{"type":"function_call","arguments":{}}]}""")]
    [InlineData("""{"output":[{"type":7}]}""")]
    [InlineData("""{"usage":[]}""")]
    [InlineData("[]")]
    public async Task An_answer_of_no_shape_is_told(string json) => await Assert.ThrowsAsync<TogetherResponseException>(() => AnsweredAsync(json));

    private static async Task<ModelResponse> AnsweredAsync(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        return await client.Responses.CreateAsync(new ResponseRequest { Model = "m", Input = "Hi" });
    }
}
