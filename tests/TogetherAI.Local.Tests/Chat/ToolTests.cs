using System.Text.Json;

namespace TogetherAI.Local.Tests.Chat;

public sealed class ToolTests : IAsyncLifetime
{
    private const string Tools =
        """[{"type":"function","function":{"name":"get_weather","description":"Get the current weather for a city.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""";

    private const string Weather = """{"model":"tai-tiny","messages":[{"role":"user","content":"What is the weather in Paris?"}],"tools":""" + Tools;

    private LocalTogether _local = null!;

    public async ValueTask InitializeAsync() => _local = await Hosts.StartAsync();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task A_tool_is_called()
    {
        JsonElement answer = await _local.AskAsync(Weather + "}");
        Assert.Equal("tool_calls", answer.FinishReason());
        Assert.Null(answer.Text());
        JsonElement call = Assert.Single(answer.Choice().GetProperty("message").GetProperty("tool_calls").EnumerateArray());
        Assert.Equal(
            """{"index":0,"id":"call-local-1-0-0","function":{"name":"get_weather","arguments":"{\"city\": \"Paris\"}"},"type":"function"}""", call.GetRawText());
    }

    [Fact]
    public async Task A_tool_call_is_streamed_as_a_call_and_not_as_text()
    {
        JsonElement[] chunks = await _local.StreamAsync(Weather + ""","stream":true}""");
        Assert.Equal("", string.Concat(chunks.Select(static chunk => chunk.Delta().GetProperty("content").GetString())));
        JsonElement[] pieces = [.. chunks.Where(static chunk => chunk.Delta().TryGetProperty("tool_calls", out _)).Select(static chunk => chunk.Delta().GetProperty("tool_calls")[0])];
        Assert.Equal("""{"index":0,"id":"call-local-1-0-0","function":{"name":"get_weather","arguments":""},"type":"function"}""", pieces[0].GetRawText());
        Assert.True(pieces.Length > 3, "The arguments came at once.");
        Assert.Equal("""{"city": "Paris"}""", string.Concat(pieces.Select(static piece => piece.GetProperty("function").GetProperty("arguments").GetString())));
        Assert.All(pieces[1..], static piece => Assert.False(piece.TryGetProperty("id", out _)));
        Assert.Equal("tool_calls", chunks[^1].FinishReason());
    }

    [Fact]
    public async Task A_result_is_taken_up()
    {
        JsonElement answer = await _local.AskAsync(
            """
            {"model":"tai-tiny","messages":[
              {"role":"user","content":"What is the weather in Paris?"},
              {"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}}]},
              {"role":"tool","tool_call_id":"a","content":"{\"temperature\": 21, \"condition\": \"sunny\"}"}],"tools":
            """ + Tools + "}");
        Assert.Equal("eos", answer.FinishReason());
        Assert.Contains("21", answer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_choice_none_keeps_the_tools_from_the_model()
    {
        JsonElement with = await _local.AskAsync(Weather + ""","tool_choice":"none"}""");
        JsonElement without = await _local.AskAsync("""{"model":"tai-tiny","messages":[{"role":"user","content":"What is the weather in Paris?"}]}""");
        Assert.Equal(without.GetProperty("usage").GetRawText(), with.GetProperty("usage").GetRawText());
        Assert.NotEqual("tool_calls", with.FinishReason());
    }

    [Theory]
    [InlineData("\"required\"")]
    [InlineData("""{"type":"function","function":{"name":"get_weather"}}""")]
    public async Task A_call_can_be_forced_where_the_model_would_have_talked(string choice)
    {
        string request = """{"model":"tai-tiny","messages":[{"role":"user","content":"What is the capital of France?"}],"tools":""" + Tools;
        Assert.NotEqual("tool_calls", (await _local.AskAsync(request + "}")).FinishReason());
        JsonElement answer = await _local.AskAsync(request + ",\"tool_choice\":" + choice + "}");
        Assert.Equal("tool_calls", answer.FinishReason());
        JsonElement function = Assert.Single(answer.Choice().GetProperty("message").GetProperty("tool_calls").EnumerateArray()).GetProperty("function");
        Assert.Equal("get_weather", function.GetProperty("name").GetString());
        JsonElement arguments = JsonElement.Parse(function.GetProperty("arguments").GetString()!);
        Assert.Equal(JsonValueKind.String, Assert.Single(arguments.EnumerateObject(), static one => one.Name == "city").Value.ValueKind);
    }

    [Theory]
    [InlineData("""{"type":"function","function":{"name":"other"}}""", "tool_choice")]
    [InlineData("\"sometimes\"", "tool_choice")]
    [InlineData("{}", "tool_choice")]
    [InlineData("""{"type":"function","function":{"name":"get_weather"}},"response_format":{"type":"json_object"}""", "response_format")]
    public async Task A_choice_that_cannot_be_met_is_refused(string choice, string param)
    {
        (int status, string body) = await _local.ChatAsync(Weather + ",\"tool_choice\":" + choice + "}");
        Assert.Equal(400, status);
        Assert.Equal(param, JsonElement.Parse(body).GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task A_forced_call_whose_parameters_cannot_be_enforced_is_refused_by_name_but_not_by_a_script()
    {
        const string Request = """{"model":"tai-tiny","messages":[{"role":"user","content":"?"}],"tool_choice":"required","tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"n":{"type":"integer","minAge":1}}}}}]}""";
        (int status, string body) = await _local.ChatAsync(Request);
        Assert.Equal(400, status);
        Assert.Equal(
            """{"error":{"message":"tools[0].function.parameters: The schema keyword \"minAge\" at #/properties/n cannot be enforced by this engine. Leave it out and check the value afterwards.","type":"invalid_request_error","param":"tools[0].function.parameters","code":"unsupported_schema"}}""",
            body);
        _local.Chat.Always().Reply("{}");
        Assert.Equal("{}", (await _local.AskAsync(Request)).Text());
    }

    [Fact]
    public async Task An_image_is_refused_by_a_model_that_cannot_see()
    {
        (int status, string body) = await _local.ChatAsync(
            """{"model":"tai-tiny","messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}]}""");
        Assert.Equal(400, status);
        Assert.Equal("messages[0].content[1]", JsonElement.Parse(body).GetProperty("error").GetProperty("param").GetString());
    }
}
