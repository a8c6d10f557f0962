using System.Text.Json;

namespace TogetherAI.Tests.Chat;

/// <summary>Answers, read from the JSON the service sends.</summary>
public class ChatResponseTests
{
    private const string Full =
        """
        {
          "id": "nz7xV2b-4Yz4kd-8f2",
          "object": "chat.completion",
          "created": 1755600000,
          "model": "meta-llama/Llama-3.3-70B-Instruct-Turbo",
          "system_fingerprint": "fp_1",
          "prompt": [{"text":"<s>hi","logprobs":{"tokens":["<s>","hi"],"token_logprobs":[null,-2.5],"token_ids":[1,2]}}],
          "choices": [
            {
              "index": 0,
              "text": "",
              "seed": 9223372036854775807,
              "finish_reason": "tool_calls",
              "message": {
                "role": "assistant",
                "content": "Let me see.",
                "reasoning": "Weather, so a tool.",
                "tool_calls": [
                  {"index":0,"id":"call_a","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}},
                  {"index":1,"id":"call_b","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}
                ]
              },
              "logprobs": {"token_ids":[11,12],"tokens":["Let"," me"],"token_logprobs":[-0.1,-0.2],"top_logprobs":[{"Let":-0.1,"I":-3},{" me":-0.2}]}
            },
            {
              "index": 1,
              "seed": 7,
              "finish_reason": "eos",
              "message": {"role":"assistant","content":"Sunny.","reasoning_content":"Guess.","function_call":{"name":"f","arguments":"{}"}}
            }
          ],
          "usage": {"prompt_tokens":10,"completion_tokens":20,"total_tokens":30,"cached_tokens":4,"completion_tokens_details":{"reasoning_tokens":12}},
          "warnings": [{"message":"seed is not supported"}]
        }
        """;

    [Fact]
    public async Task Every_documented_field_is_typed()
    {
        ChatResponse answer = await Wire.AnsweredAsync(Full);

        Assert.Equal("nz7xV2b-4Yz4kd-8f2", answer.Id);
        Assert.Equal("chat.completion", answer.Object);
        Assert.Equal(1755600000, answer.Created);
        Assert.Equal("meta-llama/Llama-3.3-70B-Instruct-Turbo", answer.Model);
        Assert.Equal("fp_1", answer.SystemFingerprint);
        Assert.Equal("seed is not supported", Assert.Single(answer.Warnings!).Message);
        Assert.Equal((10, 20, 30), (answer.Usage!.PromptTokens, answer.Usage.CompletionTokens, answer.Usage.TotalTokens));

        PromptEcho prompt = Assert.Single(answer.Prompt!);
        Assert.Equal("<s>hi", prompt.Text);
        Assert.Equal([null, -2.5], prompt.LogProbs!.TokenLogprobs!);
        Assert.Equal(("hi", -2.5), prompt.LogProbs.Positions.Select(position => (position.Token, position.Logprob)).Single());

        Assert.Equal(2, answer.Choices.Count);
        Assert.Equal(long.MaxValue, answer.Choices[0].Seed);
        Assert.Equal("Let me see.", answer.Text);
        Assert.Equal("Weather, so a tool.", answer.Message!.ReasoningText);
        Assert.Equal(FinishReason.ToolCalls, answer.FinishReason);
        Assert.Equal(["call_a", "call_b"], answer.ToolCalls.Select(call => call.Id));
        Assert.Equal(["""{"city":"Rome"}""", """{"city":"Oslo"}"""], answer.ToolCalls.Select(call => call.Function!.Arguments));

        ChatChoice second = answer.Choices[1];
        Assert.Equal((1, 7L, FinishReason.Eos), (second.Index, second.Seed, second.FinishReason));
        Assert.Equal("Guess.", second.Message!.ReasoningText);
        Assert.Equal(("f", "{}"), (second.Message.FunctionCall!.Name, second.Message.FunctionCall.Arguments));

        Wire.Same(Full, Wire.Serialize(answer, TogetherJsonContext.Default.ChatResponse));
        Assert.Empty(answer.UnknownFields);
        Assert.All(answer.Choices, choice => Assert.Empty(choice.UnknownFields));
        Assert.All(answer.Choices, choice => Assert.Empty(choice.Message!.UnknownFields));
    }

    [Fact]
    public async Task Nulls_where_the_service_sends_them_are_no_fault()
    {
        ChatResponse answer = await Wire.AnsweredAsync(
            """{"id":null,"object":null,"created":0,"model":null,"choices":[{"index":0,"finish_reason":null,"logprobs":null,"top_logprobs":null,"seed":null,"text":null,"message":{"role":"assistant","content":null,"tool_calls":null,"function_call":null,"reasoning":null,"reasoning_content":null,"name":null}}],"usage":null,"prompt":null,"warnings":null,"system_fingerprint":null}""");

        Assert.Equal(("", "", ""), (answer.Id, answer.Object, answer.Model));
        Assert.Equal("", answer.Text);
        Assert.Empty(answer.ToolCalls);
        Assert.Null(answer.Usage);
        Assert.Null(answer.FinishReason);
        Assert.Empty((await Wire.AnsweredAsync("""{"choices":null}""")).Choices);
        Assert.Equal("", (await Wire.AnsweredAsync("""{"choices":[{"index":0,"message":null}]}""")).Text);
    }

    [Fact]
    public async Task Numbers_may_stand_in_strings()
    {
        ChatResponse answer = await Wire.AnsweredAsync(
            """{"id":"a","created":"1755600000","choices":[{"index":"1","seed":"18","logprobs":{"tokens":["a"],"token_ids":["5"],"token_logprobs":["-0.5"],"top_logprobs":[{"a":"-0.5"}]}}],"usage":{"prompt_tokens":"1","completion_tokens":"2","total_tokens":"3","cached_tokens":"1"}}""");

        Assert.Equal(1755600000, answer.Created);
        Assert.Equal((1, 18L), (answer.Choices[0].Index, answer.Choices[0].Seed));
        Assert.Equal((1, 2, 3, 1), (answer.Usage!.PromptTokens, answer.Usage.CompletionTokens, answer.Usage.TotalTokens, answer.Usage.CachedTokens));
        Assert.Equal(-0.5, Assert.Single(answer.Choices[0].LogProbs!.Positions).Logprob);
        Assert.Equal(-0.5, answer.Choices[0].LogProbs!.TopLogprobs![0]["a"]);
        Assert.Equal([5], answer.Choices[0].LogProbs!.TokenIds!);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":3},"completion_tokens_details":{"reasoning_tokens":2}}""", 3, 2)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"cached_tokens":3}""", 3, null)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"cached_tokens":0,"prompt_tokens_details":{"cached_tokens":6,"audio_tokens":0}}""", 6, null)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"reasoning_tokens":2}""", null, 2)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14}""", null, null)]
    public async Task Cached_and_reasoning_tokens_are_found_wherever_they_stand(string usage, int? cached, int? reasoning)
    {
        ChatResponse answer = await Wire.AnsweredAsync($$"""{"choices":[],"usage":{{usage}}}""");

        Assert.Equal(cached, answer.Usage!.CachedTokens);
        Assert.Equal(reasoning, answer.Usage.ReasoningTokens);
        Wire.Same(usage, Wire.Serialize(answer.Usage, TogetherJsonContext.Default.TokenUsage));
    }

    [Fact]
    public async Task The_text_is_found_in_the_choice_of_a_server_that_puts_it_there() =>
        Assert.Equal("Paris", (await Wire.AnsweredAsync("""{"choices":[{"index":0,"text":"Paris"}]}""")).Text);
}
