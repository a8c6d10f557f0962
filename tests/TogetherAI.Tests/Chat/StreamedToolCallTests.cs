namespace TogetherAI.Tests.Chat;

/// <summary>Tool calls that come in pieces.</summary>
public class StreamedToolCallTests
{
    [Fact]
    public async Task Pieces_of_parallel_calls_are_joined_by_index()
    {
        ChatResponse whole = await Wire.StreamedAsync(
            Pieces("""{"index":0,"id":"call_a","type":"function","function":{"name":"weather","arguments":""}}"""),
            Pieces("""{"index":0,"function":{"arguments":"{\"city\":"}}"""),
            Pieces("""{"index":1,"id":"call_b","type":"function","function":{"name":"time","arguments":"{"}}"""),
            Pieces("""{"index":0,"function":{"arguments":"\"Rome\"}"}},{"index":1,"function":{"arguments":"}"}}"""),
            """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""");

        Wire.Same(
            """
            {"role":"assistant","tool_calls":[
              {"index":0,"id":"call_a","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}},
              {"index":1,"id":"call_b","type":"function","function":{"name":"time","arguments":"{}"}}]}
            """,
            Wire.Serialize(whole.Message!, TogetherJsonContext.Default.ChatMessage));
        Assert.Equal(FinishReason.ToolCalls, whole.FinishReason);
    }

    [Fact]
    public async Task Without_an_index_an_id_begins_a_call_and_the_rest_goes_on_with_it()
    {
        ChatResponse whole = await Wire.StreamedAsync(
            Pieces("""{"id":"call_a","type":"function","function":{"name":"weather","arguments":"{"}}"""),
            Pieces("""{"function":{"arguments":"}"}}"""),
            Pieces("""{"id":"call_b","type":"function","function":{"name":"time","arguments":""}}"""),
            Pieces("""{"id":"","function":{"name":"","arguments":"[]"}}"""),
            Pieces("""{"id":"call_a","function":{"arguments":" "}}"""),
            """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""");

        Assert.Equal(
            [("call_a", "weather", "{} "), ("call_b", "time", "[]")],
            whole.ToolCalls.Select(call => (call.Id, call.Function!.Name, call.Function.Arguments)));
    }

    [Fact]
    public async Task Whole_calls_in_one_piece_stay_apart_and_keep_what_is_not_known()
    {
        ChatResponse whole = await Wire.StreamedAsync(
            Pieces("""{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{}","strict":true},"cost":1},{"index":1,"id":"b","type":"custom","function":{"name":"g","arguments":"{}"}}"""),
            """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""");

        Wire.Same(
            """
            {"role":"assistant","tool_calls":[
              {"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{}","strict":true},"cost":1},
              {"index":1,"id":"b","type":"custom","function":{"name":"g","arguments":"{}"}}]}
            """,
            Wire.Serialize(whole.Message!, TogetherJsonContext.Default.ChatMessage));
    }

    [Fact]
    public async Task Calls_of_several_answers_do_not_mix()
    {
        ChatResponse whole = await Wire.StreamedAsync(
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"1"}}]}},{"index":1,"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"2"}}]}}]}""",
            """{"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"3"}}]},"finish_reason":"tool_calls"},{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""");

        Assert.Equal(
            [("a", "1"), ("b", "23")],
            whole.Choices.Select(choice => (choice.Message!.ToolCalls![0].Id, choice.Message.ToolCalls[0].Function!.Arguments)));
    }

    private static string Pieces(string calls) => $$$"""{"choices":[{"index":0,"delta":{"tool_calls":[{{{calls}}}]}}]}""";
}
