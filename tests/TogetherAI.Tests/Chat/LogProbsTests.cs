using System.Text.Json;

namespace TogetherAI.Tests.Chat;

/// <summary>Log-probabilities: parallel lists, OpenAI's list of objects, and the bare number of a stream.</summary>
public class LogProbsTests
{
    private const string Lists =
        """{"token_ids":[11,12],"tokens":["Pa","ris"],"token_logprobs":[-0.25,-1.5],"top_logprobs":[{"Pa":-0.25,"Lo":-2},{"ris":-1.5}]}""";

    private const string Objects =
        """{"content":[{"token":"Pa","logprob":-0.25,"bytes":[80,97],"top_logprobs":[{"token":"Pa","logprob":-0.25,"bytes":[80,97]},{"token":"Lo","logprob":-2}]},{"token":"ris","logprob":-1.5}],"refusal":[]}""";

    [Theory]
    [InlineData(Lists)]
    [InlineData(Objects)]
    public void Both_shapes_give_the_same_positions_and_are_written_as_they_came(string json)
    {
        LogProbs logProbs = JsonSerializer.Deserialize(json, TogetherJsonContext.Default.LogProbs)!;

        Assert.Equal([("Pa", -0.25), ("ris", -1.5)], logProbs.Positions.Select(position => (position.Token, position.Logprob)));
        Assert.Equal([("Pa", -0.25), ("Lo", -2.0)], logProbs.Positions[0].TopLogprobs!.Select(top => (top.Token, top.Logprob)));
        Wire.Same(json, Wire.Serialize(logProbs, TogetherJsonContext.Default.LogProbs));
    }

    [Theory]
    [InlineData("""{"tokens":["a"],"token_logprobs":[-1],"top_logprobs":{"a":-1,"b":-2}}""")] // the description's one map
    [InlineData("""{"tokens":["a","b"],"token_logprobs":[-1,-2],"top_logprobs":[null,{"b":-2}]}""")] // a prompt's first token has none
    [InlineData("""{"tokens":["a"],"token_logprobs":[null],"text_offset":[0]}""")]
    [InlineData("{}")]
    public void Every_other_shape_is_written_as_it_came(string json) =>
        Wire.Same(json, Wire.RoundTrip(json, TogetherJsonContext.Default.LogProbs));

    [Theory]
    [InlineData("""{"tokens":["a","b"],"token_logprobs":[-1]}""", 1)]
    [InlineData("""{"tokens":["a"],"token_logprobs":[-1,-2]}""", 1)]
    [InlineData("""{"token_logprobs":[-1,-2]}""", 0)]
    [InlineData("""{"tokens":["a","b"]}""", 0)]
    [InlineData("""{"tokens":["a","b"],"token_logprobs":[null,-1],"top_logprobs":[{"a":-1}]}""", 1)]
    public void Lists_of_unequal_length_give_the_positions_they_agree_on(string json, int positions) =>
        Assert.Equal(positions, JsonSerializer.Deserialize(json, TogetherJsonContext.Default.LogProbs)!.Positions.Count);

    [Fact]
    public async Task The_numbers_of_a_stream_become_the_lists_of_the_whole()
    {
        ChatResponse whole = await Wire.StreamedAsync(
            """{"choices":[{"index":0,"delta":{"content":"Pa","token_id":11},"logprobs":-0.25}]}""",
            """{"choices":[{"index":0,"delta":{"content":"ris","token_id":12},"logprobs":-1.5,"top_logprobs":{"ris":-1.5,"x":-4}}]}""",
            """{"choices":[{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":"stop"}]}""");

        Wire.Same(
            """{"token_ids":[11,12],"tokens":["Pa","ris"],"token_logprobs":[-0.25,-1.5],"top_logprobs":[null,{"ris":-1.5,"x":-4}]}""",
            Wire.Serialize(whole.Choices[0].LogProbs!, TogetherJsonContext.Default.LogProbs));
    }

    [Fact]
    public async Task The_lists_and_objects_of_a_stream_are_joined()
    {
        ChatResponse lists = await Wire.StreamedAsync(
            """{"choices":[{"index":0,"delta":{"content":"Pa"},"logprobs":{"tokens":["P","a"],"token_logprobs":[-1,-2],"token_ids":[1,2]}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"ris"},"logprobs":{"tokens":["ris"],"token_logprobs":[-3],"token_ids":[3]},"finish_reason":"stop"}]}""");
        ChatResponse objects = await Wire.StreamedAsync(
            """{"choices":[{"index":0,"delta":{"content":"Pa"},"logprobs":{"content":[{"token":"Pa","logprob":-1}]}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"ris"},"logprobs":{"content":[{"token":"ris","logprob":-3}]},"finish_reason":"stop"}]}""");

        Wire.Same(
            """{"token_ids":[1,2,3],"tokens":["P","a","ris"],"token_logprobs":[-1,-2,-3]}""",
            Wire.Serialize(lists.Choices[0].LogProbs!, TogetherJsonContext.Default.LogProbs));
        Wire.Same(
            """{"content":[{"token":"Pa","logprob":-1},{"token":"ris","logprob":-3}]}""",
            Wire.Serialize(objects.Choices[0].LogProbs!, TogetherJsonContext.Default.LogProbs));
    }

    [Fact]
    public async Task Ids_that_came_for_some_tokens_only_are_left_out()
    {
        ChatResponse whole = await Wire.StreamedAsync(
            """{"choices":[{"index":0,"delta":{"content":"Pa"},"logprobs":-1}]}""",
            """{"choices":[{"index":0,"delta":{"content":"ris","token_id":12},"logprobs":-2,"finish_reason":"stop"}]}""");

        Assert.Null(whole.Choices[0].LogProbs!.TokenIds);
        Assert.Equal(["Pa", "ris"], whole.Choices[0].LogProbs!.Tokens!);
    }

    [Fact]
    public async Task A_stream_without_them_has_none() =>
        Assert.Null((await Wire.StreamedAsync(Calls.Chunk("a", "stop"))).Choices[0].LogProbs);
}
