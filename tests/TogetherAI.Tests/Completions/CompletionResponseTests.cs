namespace TogetherAI.Tests.Completions;

/// <summary>Answers, read from the JSON the service sends.</summary>
public class CompletionResponseTests
{
    private static readonly CompletionRequest s_request = new() { Model = "m", Prompt = "The capital of France is" };

    [Fact]
    public async Task Every_documented_field_is_typed()
    {
        const string Json =
            """
            {
              "id": "nz7",
              "object": "text.completion",
              "created": 1755600000,
              "model": "mistralai/Mistral-7B-v0.1",
              "prompt": [{"text":"The capital","logprobs":{"token_ids":[1,2],"tokens":["The"," capital"],"token_logprobs":[null,-3.5]}}],
              "choices": [
                {"index":0,"text":" Paris","seed":42,"finish_reason":"eos","logprobs":{"token_ids":[9],"tokens":[" Paris"],"token_logprobs":[-0.5],"top_logprobs":{" Paris":-0.5}}},
                {"index":1,"text":" Lyon","seed":43,"finish_reason":"length"}
              ],
              "usage": {"prompt_tokens":5,"completion_tokens":2,"total_tokens":7,"cached_tokens":1}
            }
            """;
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(Json, headers: ("x-request-id", "req-9")));

        CompletionResponse answer = await client.Completions.CreateAsync(s_request);

        Assert.Equal(("nz7", "text.completion", 1755600000, "mistralai/Mistral-7B-v0.1"), (answer.Id, answer.Object, answer.Created, answer.Model));
        Assert.Equal((" Paris", FinishReason.Eos, "req-9"), (answer.Text, answer.FinishReason!.Value, answer.RequestId));
        Assert.Equal([(0, " Paris", 42L), (1, " Lyon", 43L)], answer.Choices.Select(choice => (choice.Index!.Value, choice.Text, choice.Seed!.Value)));
        Assert.Equal(-0.5, Assert.Single(answer.Choices[0].LogProbs!.Positions).Logprob);
        Assert.Equal((" capital", -3.5), answer.Prompt![0].LogProbs!.Positions.Select(position => (position.Token, position.Logprob)).Single());
        Assert.Equal((7, 1), (answer.Usage!.TotalTokens, answer.Usage.CachedTokens!.Value));
        Assert.Empty(answer.UnknownFields);
        Assert.All(answer.Choices, choice => Assert.Empty(choice.UnknownFields));
        Wire.Same(Json, Wire.Serialize(answer, TogetherJsonContext.Default.CompletionResponse));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":null,"object":null,"model":null,"choices":null,"usage":null,"prompt":null}""")]
    [InlineData("""{"choices":[{"text":null,"finish_reason":null,"logprobs":null,"seed":null,"index":null}]}""")]
    public async Task What_is_missing_or_null_is_no_fault(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        CompletionResponse answer = await client.Completions.CreateAsync(s_request);

        Assert.Equal(("", "", "", ""), (answer.Id, answer.Object, answer.Model, answer.Text));
        Assert.Null(answer.FinishReason);
        Assert.Null(answer.Usage);
    }
}
