using System.Net;

namespace TogetherAI.Tests.Responses;

/// <summary>Requests, held to the JSON they are sent as.</summary>
public class ResponseRequestTests
{
    private const string Answer = """{"id":"r1","object":"response","status":"completed","output":[]}""";

    [Fact]
    public async Task Every_field_has_its_name()
    {
        SentRequest sent = await SentAsync(new ResponseRequest
        {
            Model = "MiniMaxAI/MiniMax-M2.7",
            Input = ResponseInput.FromItems(
                ResponseMessage.System("Be brief."),
                new ResponseMessage { Role = ChatRole.User, Content = ResponseContent.FromParts(ResponsePart.FromInput("Weather?")) },
                new ResponseFunctionCall { Id = "fc_1", CallId = "call_1", Name = "weather", Arguments = "{}", Status = ResponseStatus.Completed },
                ResponseFunctionOutput.For(new ResponseFunctionCall { CallId = "call_1" }, "sunny"),
                new McpApprovalResponse { ApprovalRequestId = "mcpr_1", Approve = true, Reason = "fine" }),
            Instructions = "Answer.",
            MaxOutputTokens = 64,
            Temperature = 0.5,
            TopP = 0.9,
            Reasoning = new() { Effort = ReasoningEffort.Low },
            Tools =
            [
                ResponseTool.FromFunction("weather", "Tells the weather", """{"type":"object"}""") with { Strict = true },
                ResponseTool.FromMcp("docs", new Uri("https://mcp.test/sse"), McpApproval.Never) with
                {
                    ServerDescription = "The docs",
                    Authorization = "tok",
                    Headers = new Dictionary<string, string> { ["X-Team"] = "a" },
                    AllowedTools = ["search"],
                },
            ],
            ToolChoice = ResponseToolChoice.Auto,
            ParallelToolCalls = false,
        });

        Assert.Equal(("POST", "https://example.test/v1/responses"), (sent.Method, sent.Uri.AbsoluteUri));
        Wire.Same(
            """
            {
              "model": "MiniMaxAI/MiniMax-M2.7",
              "input": [
                {"type":"message","role":"system","content":"Be brief."},
                {"type":"message","role":"user","content":[{"type":"input_text","text":"Weather?"}]},
                {"type":"function_call","id":"fc_1","call_id":"call_1","name":"weather","arguments":"{}","status":"completed"},
                {"type":"function_call_output","call_id":"call_1","output":"sunny"},
                {"type":"mcp_approval_response","approval_request_id":"mcpr_1","approve":true,"reason":"fine"}
              ],
              "instructions": "Answer.",
              "max_output_tokens": 64,
              "temperature": 0.5,
              "top_p": 0.9,
              "reasoning": {"effort":"low"},
              "tools": [
                {"type":"function","name":"weather","description":"Tells the weather","parameters":{"type":"object"},"strict":true},
                {"type":"mcp","server_label":"docs","server_url":"https://mcp.test/sse","server_description":"The docs","authorization":"tok",
                 "headers":{"X-Team":"a"},"allowed_tools":["search"],"require_approval":"never"}
              ],
              "tool_choice": "auto",
              "parallel_tool_calls": false
            }
            """,
            sent.Body);
    }

    [Fact]
    public async Task A_question_is_a_text_and_the_clients_limit_applies()
    {
        SentRequest sent = await SentAsync(new ResponseRequest { Model = "m", Input = "Hi" }, options => options.DefaultMaxTokens = 32);
        Wire.Same("""{"model":"m","input":"Hi","max_output_tokens":32}""", sent.Body);
    }

    public static TheoryData<ResponseToolChoice, string> Choices => new()
    {
        { ResponseToolChoice.None, "\"none\"" },
        { ResponseToolChoice.Required, "\"required\"" },
        { ResponseToolChoice.ForMode("sometimes"), "\"sometimes\"" },
        { ResponseToolChoice.ForFunction("weather"), """{"type":"function","name":"weather"}""" },
        { ResponseToolChoice.ForMcp("docs"), """{"type":"mcp","server_label":"docs"}""" },
        { ResponseToolChoice.ForMcp("docs", "search"), """{"type":"mcp","server_label":"docs","name":"search"}""" },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task A_choice_of_tools_is_a_word_or_an_object(ResponseToolChoice choice, string json)
    {
        string body = $$"""{"model":"m","input":"Hi","tool_choice":{{json}}}""";
        Wire.Same(body, (await SentAsync(new ResponseRequest { Model = "m", Input = "Hi", ToolChoice = choice })).Body);
        Wire.Same(body, Wire.RoundTrip(body, TogetherJsonContext.Default.ResponseRequest));
    }

    [Fact]
    public void A_servers_token_is_not_printed()
    {
        ResponseTool tool = ResponseTool.FromMcp("docs", new Uri("https://mcp.test")) with { Authorization = "sk-other" };
        Assert.Equal("ResponseTool { Type = mcp, Name = docs }", tool.ToString());
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 1)]
    public async Task A_remote_servers_tools_are_not_called_again_by_a_retry(bool remote, int attempts)
    {
        FakeHandler handler = new FakeHandler();
        for (int i = 0; i < attempts; i++)
            handler.ThenText(HttpStatusCode.BadGateway, "", "text/plain");
        using TogetherClient client = Calls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(9) });
        ResponseTool tool = remote ? ResponseTool.FromMcp("docs", new Uri("https://mcp.test")) : ResponseTool.FromFunction("f");
        TogetherServerException told = await Assert.ThrowsAsync<TogetherServerException>(
            () => client.Responses.CreateAsync(new ResponseRequest { Model = "m", Input = "Hi", Tools = [tool] }));

        Assert.Equal(attempts, told.Attempts.Count);
    }

    [Fact]
    public async Task No_request_is_no_call()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Responses.CreateAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Responses.StreamAsync(null!));
    }

    private static async Task<SentRequest> SentAsync(ResponseRequest request, Action<TogetherClientOptions>? configure = null)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler, configure: configure);
        await client.Responses.CreateAsync(request);
        return Assert.Single(handler.Requests);
    }
}
