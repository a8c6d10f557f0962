using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Tests.StructuredOutput;

/// <summary>Answers that are values of a type, and those that are not.</summary>
public class TypedAnswerTests
{
    [Fact]
    public async Task The_value_is_read_and_the_answer_kept()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Answer("""{"city":"Oslo","share":0.5}"""), headers: ("x-request-id", "req-7"));
        using TogetherClient client = Calls.Client(handler);
        ChatResponse<Address> answer = await client.Chat.CreateAsync(Calls.Question, TypesJson.Default.Address);

        Assert.Equal(new Address { City = "Oslo", Share = 0.5 }, answer.Value);
        Assert.Equal(("""{"city":"Oslo","share":0.5}""", FinishReason.Stop, "req-7"), (answer.Text, answer.FinishReason, answer.RequestId));
        Assert.Equal((7, 5), (answer.Usage!.PromptTokens, answer.Usage.CompletionTokens));
        Wire.Same(
            """
            {"model":"m","messages":[{"role":"user","content":"?"}],"max_tokens":8,"response_format":{"type":"json_schema","json_schema":{
              "name":"Address","strict":true,"schema":{"type":"object","properties":{"city":{"type":"string"},"share":{"type":"number"}},
              "required":["city","share"],"additionalProperties":false}}}}
            """,
            Assert.Single(handler.Requests).Body);
    }

    [Fact]
    public async Task A_value_that_is_no_object_is_taken_out_of_its_wrapper()
    {
        Assert.Equal(41, await ReadAsync("""{"value":41}""", TypesJson.Default.Int32));
        Assert.Equal("Oslo", Assert.Single(await ReadAsync("""{"value":[{"city":"Oslo"}]}""", TypesJson.Default.ListAddress)).City);
        Assert.Equal(JsonValueKind.True, (await ReadAsync("""{"value":true}""", TypesJson.Default.JsonElement)).ValueKind);
    }

    [Fact]
    public async Task A_type_that_holds_itself_is_read()
    {
        Person person = await ReadAsync(
            """{"name":"A","age":1,"nick":null,"mood":"Bad","was":null,"addresses":[],"boss":{"name":"B","age":2,"nick":"b","mood":"Good","was":"Bad","addresses":[]}}""",
            TypesJson.Default.Person);
        Assert.Equal(("A", "B", Mood.Bad), (person.Name, person.Boss!.Name, person.Boss.Was));
    }

    [Theory]
    [InlineData("length", """{"city":"Os""", StructuredOutputFailure.Truncated)]
    [InlineData("length", """{"city":"Oslo"}""", StructuredOutputFailure.Truncated)]
    [InlineData("content_filter", "", StructuredOutputFailure.Filtered)]
    [InlineData("stop", "", StructuredOutputFailure.Unparseable)]
    [InlineData("stop", "I cannot do that.", StructuredOutputFailure.Unparseable)]
    [InlineData("eos", """{"city":7}""", StructuredOutputFailure.Unparseable)]
    [InlineData("stop", """{"share":1}""", StructuredOutputFailure.Unparseable)]
    [InlineData("stop", "null", StructuredOutputFailure.Unparseable)]
    [InlineData("stop", """{"city":"Oslo"} and more""", StructuredOutputFailure.Unparseable)]
    [InlineData("stop", """[{"city":"Oslo"}]""", StructuredOutputFailure.Unparseable)]
    public async Task What_is_no_such_value_is_an_error_that_holds_the_answer(string finish, string text, StructuredOutputFailure failure)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(Answer(text, finish), headers: ("x-request-id", "req-7")));
        TogetherStructuredOutputException refused = await Assert.ThrowsAsync<TogetherStructuredOutputException>(() =>
            client.Chat.CreateAsync(Calls.Question, TypesJson.Default.Address));

        Assert.Equal((failure, text, new FinishReason(finish), "req-7"), (refused.Failure, refused.Text, refused.FinishReason!.Value, refused.RequestId));
        Assert.Equal((7, 5), (refused.Usage!.PromptTokens, refused.Usage.CompletionTokens));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("41")]
    [InlineData("{}")]
    [InlineData("""{"value":"41"}""")]
    [InlineData("""{"value":41""")]
    public async Task A_wrapper_that_is_none_is_an_error(string text) =>
        Assert.Equal(StructuredOutputFailure.Unparseable, (await FailAsync(Answer(text), TypesJson.Default.Int32)).Failure);

    [Fact]
    public async Task What_a_types_own_constructor_refuses_is_an_error()
    {
        TogetherStructuredOutputException refused = await FailAsync(Answer("""{"value":101}"""), TypesJson.Default.Percent);
        Assert.Equal(StructuredOutputFailure.Unparseable, refused.Failure);
        Assert.IsType<ArgumentOutOfRangeException>(refused.InnerException);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_models_words()
    {
        TogetherStructuredOutputException refused = await FailAsync(
            """{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":null,"refusal":"I would rather not."}}]}""", TypesJson.Default.Address);
        Assert.Equal(StructuredOutputFailure.Refused, refused.Failure);
        Assert.EndsWith("I would rather not.", refused.Message, StringComparison.Ordinal);
        Assert.Null(refused.Usage);
    }

    [Fact]
    public async Task A_call_of_a_tool_is_no_value()
    {
        TogetherStructuredOutputException refused = await FailAsync(
            """{"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]}}]}""",
            TypesJson.Default.Address);
        Assert.Contains("tools", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_choices_is_no_value() =>
        Assert.Equal(StructuredOutputFailure.Unparseable, (await FailAsync("""{"choices":[]}""", TypesJson.Default.Address)).Failure);

    [Fact]
    public async Task A_request_with_a_form_of_its_own_is_refused_before_it_is_sent()
    {
        FakeHandler handler = new();
        using TogetherClient client = Calls.Client(handler);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            client.Chat.CreateAsync(Calls.Question with { ResponseFormat = ResponseFormat.JsonObject }, TypesJson.Default.Address));
        Assert.Empty(handler.Requests);
    }

    private static string Answer(string text, string finish = "stop") =>
        $$$"""
        {"id":"o1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"{{{finish}}}",
         "message":{"role":"assistant","content":{{{JsonValue.Create(text).ToJsonString()}}}}}],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}
        """;

    private static async Task<T> ReadAsync<T>(string text, JsonTypeInfo<T> type)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(Answer(text)));
        return (await client.Chat.CreateAsync(Calls.Question, type)).Value;
    }

    private static async Task<TogetherStructuredOutputException> FailAsync<T>(string json, JsonTypeInfo<T> type)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        return await Assert.ThrowsAsync<TogetherStructuredOutputException>(() => client.Chat.CreateAsync(Calls.Question, type));
    }
}
