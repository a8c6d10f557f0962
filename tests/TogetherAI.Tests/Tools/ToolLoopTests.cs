using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace TogetherAI.Tests.Tools;

/// <summary>The model calls functions until it answers.</summary>
public class ToolLoopTests
{
    [Fact]
    public async Task A_call_is_made_its_result_sent_back_and_everything_summed_up()
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson(Rounds.Asks(("c1", "weather", """{"city":"Oslo"}""")))
            .ThenJson(Rounds.Says("Sunny."), headers: ("x-request-id", "req-2"));
        using TogetherClient client = Calls.Client(handler);
        ChatResponse answer = await client.Chat.RunToolsAsync(Calls.Question, [Function.Weather()]);

        Assert.Equal(("Sunny.", "req-2", FinishReason.Stop), (answer.Text, answer.RequestId, answer.FinishReason!.Value));
        TokenUsage usage = answer.Usage!;
        Assert.Equal((30, 8, 38, 4, 2), (usage.PromptTokens, usage.CompletionTokens, usage.TotalTokens, usage.CachedTokens!.Value, usage.ReasoningTokens!.Value));
        Assert.Equal(["user", "assistant", "tool", "assistant"], answer.Transcript.Select(message => message.Role.Value));
        Wire.Same(
            """
            {"model":"m","max_tokens":8,"messages":[{"role":"user","content":"?"}],"tools":[{"type":"function","function":{
              "name":"weather","description":"Does weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}
            """,
            handler.Requests[0].Body);
        Wire.Same(
            """
            [{"role":"user","content":"?"},
             {"role":"assistant","reasoning":"I must look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"sunny in Oslo"}]
            """,
            Messages(handler, 1));
    }

    [Fact]
    public async Task A_model_that_calls_nothing_answers_in_one_round()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Says("Hello."));
        using TogetherClient client = Calls.Client(handler);
        ChatResponse answer = await client.Chat.RunToolsAsync(Calls.Question, []);

        Assert.Equal(("Hello.", 25, 2), (answer.Text, answer.Usage!.TotalTokens, answer.Transcript.Count));
        Assert.DoesNotContain("tools", handler.Requests[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "plain")]
    [InlineData("json string", "quoted")]
    [InlineData("json", """{"a":[1,null]}""")]
    [InlineData("indented json", """{"ö":[1,"<&>"]}""")]
    [InlineData("object", """{"ö":{"b":"<&>"}}""")]
    [InlineData("nothing", "null")]
    [InlineData("number", "7")]
    [InlineData("content", "content")]
    public async Task A_result_reaches_the_model_as_text_or_as_json(string kind, string expected)
    {
        object? result = kind switch
        {
            "text" => "plain",
            "json string" => JsonElement.Parse("\"quoted\""),
            "json" => JsonElement.Parse("""{"a":[1,null]}"""),
            "indented json" => JsonElement.Parse("{ \"ö\": [1,\n \"<&>\"] }"),
            "object" => new Dictionary<string, object?> { ["ö"] = new JsonObject { ["b"] = "<&>" } },
            "number" => 7,
            "content" => new TextContent("content"),
            _ => null,
        };
        Assert.Equal(expected, await ToldAsync(new Function("f", _ => result), ("c", "f", "{}")));
    }

    [Fact]
    public async Task A_function_made_of_a_method_gets_its_arguments_and_services()
    {
        AIFunction function = AIFunctionFactory.Create(
            (string city, int days, IServiceProvider services) => new[] { city, $"{days}", $"{services.GetService(typeof(string))}" }, "forecast");
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Asks(("c", "forecast", """{"city":"Oslo","days":3}"""))).ThenJson(Rounds.Says("ok"));
        using TogetherClient client = Calls.Client(handler);
        await client.Chat.RunToolsAsync(Calls.Question, [function], new ToolLoopOptions { Services = new OneService() });
        Assert.Equal("""["Oslo","3","the service"]""", LastContent(handler));
    }

    [Theory]
    [InlineData("", "sunny in nowhere")]
    [InlineData("{}", "sunny in nowhere")]
    [InlineData("""{"city":"Oslo"}""", "sunny in Oslo")]
    public async Task No_arguments_at_all_are_no_mistake(string arguments, string expected) => Assert.Equal(expected, await ToldAsync(
        new Function("f", given => "sunny in " + (given.TryGetValue("city", out object? city) ? city : "nowhere")), ("c", "f", arguments)));

    [Theory]
    [InlineData("""{"city":"Os""")]
    [InlineData("[1]")]
    [InlineData("Oslo")]
    public async Task Arguments_that_are_no_object_are_told_to_the_model(string arguments)
    {
        Function function = Function.Weather();
        Assert.StartsWith("Error: the arguments are not a JSON object.", await ToldAsync(function, ("c", "weather", arguments)), StringComparison.Ordinal);
        Assert.Equal(0, function.Calls);
    }

    [Fact]
    public async Task A_function_that_does_not_exist_is_told_to_the_model() =>
        Assert.Equal("Error: there is no function 'wether'. There are: weather.", await ToldAsync(Function.Weather(), ("c", "wether", "{}")));

    [Fact]
    public async Task What_a_function_throws_is_told_to_the_model_without_its_stack_trace() => Assert.Equal(
        "Error: no such city",
        await ToldAsync(new Function("f", _ => throw new InvalidOperationException("no such city\n   at Secret.Place()\n   at Other()")), ("c", "f", "{}")));

    [Fact]
    public async Task What_a_function_throws_is_told_in_the_words_of_the_option() => Assert.Equal(
        "Error: try again",
        await ToldAsync(new Function("f", _ => throw new TimeoutException("db-7 is down")), ("c", "f", "{}"), new ToolLoopOptions { DescribeError = _ => "try again" }));

    [Fact]
    public async Task A_long_message_is_cut()
    {
        string told = await ToldAsync(new Function("f", _ => throw new TimeoutException(new string('x', 5000))), ("c", "f", "{}"));
        Assert.Equal("Error: ".Length + 1000 + "…".Length, told.Length);
    }

    [Fact]
    public async Task A_functions_own_cancellation_is_an_error_like_others() =>
        Assert.StartsWith("Error: ", await ToldAsync(new Function("f", _ => throw new OperationCanceledException("my own limit")), ("c", "f", "{}")), StringComparison.Ordinal);

    [Fact]
    public async Task Where_errors_are_thrown_they_reach_the_caller_as_they_are()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Asks(("c", "f", "{}")));
        using TogetherClient client = Calls.Client(handler);
        TimeoutException thrown = new("db-7 is down");
        Assert.Same(thrown, await Assert.ThrowsAsync<TimeoutException>(() =>
            client.Chat.RunToolsAsync(Calls.Question, [new Function("f", _ => throw thrown)], new ToolLoopOptions { ThrowOnError = true })));
    }

    [Fact]
    public async Task Calls_without_an_id_get_one_in_the_call_and_in_the_answer()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Asks((null, "weather", """{"city":"a"}"""), ("c", "weather", """{"city":"b"}"""))).ThenJson(Rounds.Says("ok"));
        using TogetherClient client = Calls.Client(handler);
        ChatResponse answer = await client.Chat.RunToolsAsync(Calls.Question, [Function.Weather()]);

        Assert.Equal(["call_1_0", "c"], answer.Transcript[1].ToolCalls!.Select(call => call.Id));
        Assert.Equal([("call_1_0", "sunny in a"), ("c", "sunny in b")], answer.Transcript.Where(message => message.Role == TogetherAI.ChatRole.Tool).Select(message => (message.ToolCallId, message.Text)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_asked_for_together_are_made_together_only_where_that_is_wanted(bool parallel)
    {
        TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Function waits = new("waits", async (_, token) =>
        {
            if (parallel)
                await second.Task.WaitAsync(token);
            return second.Task.IsCompleted ? "after" : "before";
        });
        Function comes = new("comes", _ =>
        {
            second.TrySetResult();
            return "came";
        });
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Asks(("c1", "waits", "{}"), ("c2", "comes", "{}"))).ThenJson(Rounds.Says("ok"));
        using TogetherClient client = Calls.Client(handler);
        ChatResponse answer = await client.Chat.RunToolsAsync(Calls.Question, [waits, comes], new ToolLoopOptions { ParallelCalls = parallel });

        Assert.Equal([parallel ? "after" : "before", "came"], answer.Transcript.Skip(2).Take(2).Select(message => message.Text));
    }

    [Fact]
    public async Task Rounds_are_bounded_and_nothing_is_lost_at_the_bound()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Asks(("c1", "weather", "{}"))).ThenJson(Rounds.Asks(("c2", "weather", "{}"))).ThenJson(Rounds.Asks(("c3", "weather", "{}")));
        using TogetherClient client = Calls.Client(handler);
        Function weather = Function.Weather();
        TogetherToolLoopException stopped = await Assert.ThrowsAsync<TogetherToolLoopException>(() =>
            client.Chat.RunToolsAsync(Calls.Question, [weather], new() { MaxRounds = 2 }));

        Assert.Equal((2, 1), (handler.Requests.Count, weather.Calls));
        Assert.Equal((26, "c2"), (stopped.Usage!.TotalTokens, stopped.Response.ToolCalls[0].Id));
        Assert.Equal(["user", "assistant", "tool"], stopped.Transcript.Select(message => message.Role.Value));
    }

    [Theory]
    [InlineData("required")]
    [InlineData("weather")]
    public async Task A_call_that_is_demanded_is_demanded_once(string choice)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Asks(("c1", "weather", """{"city":"a"}"""))).ThenJson(Rounds.Says("ok"));
        using TogetherClient client = Calls.Client(handler);
        ToolChoice demanded = choice == "required" ? ToolChoice.Required : ToolChoice.ForFunction(choice);
        await client.Chat.RunToolsAsync(Calls.Question with { ToolChoice = demanded }, [Function.Weather()]);

        Assert.NotNull(JsonNode.Parse(handler.Requests[0].Body!)!["tool_choice"]);
        Assert.Null(JsonNode.Parse(handler.Requests[1].Body!)!["tool_choice"]);
    }

    [Fact]
    public async Task A_declaration_of_the_requests_own_replaces_the_functions()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Says("ok"));
        using TogetherClient client = Calls.Client(handler);
        await client.Chat.RunToolsAsync(Calls.Question with { Tools = [ChatTool.FromFunction("weather", "Mine.")] }, [Function.Weather()]);
        Wire.Same("""[{"type":"function","function":{"name":"weather","description":"Mine."}}]""", JsonNode.Parse(handler.Requests[0].Body!)!["tools"]!.ToJsonString());
    }

    [Fact]
    public async Task Every_message_is_told_as_it_joins()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Asks(("c1", "weather", """{"city":"a"}"""))).ThenText(System.Net.HttpStatusCode.BadRequest, "no", "text/plain");
        using TogetherClient client = Calls.Client(handler);
        Told told = new();
        await Assert.ThrowsAsync<TogetherInvalidRequestException>(() =>
            client.Chat.RunToolsAsync(Calls.Question, [Function.Weather()], new ToolLoopOptions { Progress = told }));
        Assert.Equal(["assistant", "tool"], told.Roles);
    }

    [Fact]
    public async Task Cancelling_ends_a_function_and_the_loop()
    {
        using CancellationTokenSource cancel = new();
        Function function = new("f", async (_, token) =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null;
        });
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Asks(("c", "f", "{}")));
        using TogetherClient client = Calls.Client(handler);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Chat.RunToolsAsync(Calls.Question, [function], null, cancel.Token));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task What_cannot_be_a_loop_is_refused_before_anything_is_sent()
    {
        FakeHandler handler = new();
        using TogetherClient client = Calls.Client(handler);
        ChatRequest question = Calls.Question;
        Task Run(ChatRequest request, IReadOnlyList<AIFunction> functions, ToolLoopOptions? options = null) => client.Chat.RunToolsAsync(request, functions, options);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Run(question, [], new() { MaxRounds = 0 }));
        Assert.Contains("'weather'", (await Assert.ThrowsAsync<ArgumentException>(() => Run(question, [Function.Weather(), Function.Weather()]))).Message, StringComparison.Ordinal);
        Assert.Contains("approval", (await Assert.ThrowsAsync<ArgumentException>(() => Run(question, [new ApprovalRequiredAIFunction(Function.Weather())]))).Message, StringComparison.Ordinal);
        Assert.Contains("'other'", (await Assert.ThrowsAsync<ArgumentException>(() => Run(question with { Tools = [ChatTool.FromFunction("other")] }, []))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Run(question with { N = 2 }, []));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Run(question, null!));
        Assert.Empty(handler.Requests);
    }

    private static async Task<string> ToldAsync(AIFunction function, (string Id, string Name, string Arguments) call, ToolLoopOptions? options = null)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Rounds.Asks(call)).ThenJson(Rounds.Says("ok"));
        using TogetherClient client = Calls.Client(handler);
        await client.Chat.RunToolsAsync(Calls.Question, [function], options);
        return LastContent(handler);
    }

    private static string Messages(FakeHandler handler, int request) => JsonNode.Parse(handler.Requests[request].Body!)!["messages"]!.ToJsonString();

    private static string LastContent(FakeHandler handler) =>
        JsonNode.Parse(handler.Requests[^1].Body!)!["messages"]!.AsArray()[^1]!["content"]!.GetValue<string>();

    private sealed class OneService : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(string) ? "the service" : null;
    }

    private sealed class Told : IProgress<TogetherAI.ChatMessage>
    {
        public List<string> Roles { get; } = [];

        public void Report(TogetherAI.ChatMessage value) => Roles.Add(value.Role.Value);
    }
}
