namespace TogetherAI.Local.Tests.Chat;

/// <summary>The real client against the real server: what one writes, the other reads, though they share no type.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private static readonly ChatRequest Story = new()
    {
        Model = "tai-tiny",
        Messages = [ChatMessage.System("You are helpful."), ChatMessage.User("Tell me a story about a fox.")],
        MaxTokens = 32,
        Temperature = 1.2,
        TopP = 0.95,
        TopK = 40,
        MinP = 0.01,
        RepetitionPenalty = 1.1,
        PresencePenalty = 0.5,
        FrequencyPenalty = 0.5,
        Seed = 42,
        N = 2,
        LogProbs = 2,
        Stop = ["\n"],
    };

    private LocalTogether _local = null!;
    private TogetherClient _together = null!;

    public async ValueTask InitializeAsync()
    {
        _local = await Hosts.StartAsync(configure: static o => o.ApiKey = "secret");
        _together = _local.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _together.Dispose();
        await _local.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_adds_up_to_the_answer_in_one_piece()
    {
        ChatResponse whole = await _together.Chat.CreateAsync(Story);
        await using ChatStream stream = await _together.Chat.StreamAsync(Story);
        ChatResponse streamed = await stream.GetFinalResponseAsync();
        Assert.Equal(2, whole.Choices.Count);
        Assert.NotEqual(whole.Choices[0].Message!.Text, whole.Choices[1].Message!.Text);
        Assert.Equal(whole.Usage, streamed.Usage);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(whole.Choices[i].Message!.Text, streamed.Choices[i].Message!.Text);
            Assert.Equal(whole.Choices[i].FinishReason, streamed.Choices[i].FinishReason);
            Assert.Equal(whole.Choices[i].Seed, streamed.Choices[i].Seed);
            Assert.Equal(whole.Choices[i].LogProbs!.TokenIds, streamed.Choices[i].LogProbs!.TokenIds);
            Assert.Equal(whole.Choices[i].LogProbs!.TokenLogprobs, streamed.Choices[i].LogProbs!.TokenLogprobs);
        }

        Assert.True(stream.TimeToFirstToken >= TimeSpan.Zero);
        Assert.Equal("local-2", stream.RequestId);
    }

    [Fact]
    public async Task A_conversation_with_a_tool_goes_round()
    {
        ChatRequest request = new()
        {
            Model = "tai-tiny",
            Messages = [ChatMessage.User("What is the weather in Paris?")],
            MaxTokens = 64,
            Tools =
            [
                ChatTool.FromFunction(
                    "get_weather", "Get the current weather for a city.", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""),
            ],
        };
        await using ChatStream stream = await _together.Chat.StreamAsync(request);
        ChatResponse asked = await stream.GetFinalResponseAsync();
        ToolCall call = Assert.Single(asked.ToolCalls);
        Assert.Equal(("get_weather", """{"city": "Paris"}"""), (call.Function!.Name, call.Function.Arguments));
        ChatResponse answered = await _together.Chat.CreateAsync(request with
        {
            Messages = [.. request.Messages, asked.Message!, ChatMessage.Tool(call.Id!, """{"temperature": 21, "condition": "sunny"}""")],
        });
        Assert.Contains("21", answered.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_completion_streams_and_adds_up()
    {
        CompletionRequest request = new()
        {
            Model = "tai-tiny",
            Prompt = "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n",
            MaxTokens = 64,
        };
        CompletionResponse whole = await _together.Completions.CreateAsync(request);
        await using CompletionStream stream = await _together.Completions.StreamAsync(request);
        CompletionResponse streamed = await stream.GetFinalResponseAsync();
        Assert.Equal("The capital of France is Paris.", whole.Text);
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(whole.Usage, streamed.Usage);
        Assert.Equal(FinishReason.Eos, streamed.FinishReason);
    }

    [Fact]
    public async Task The_models_are_listed()
    {
        ModelInfo model = Assert.Single(await _together.Models.ListAsync());
        Assert.Equal(("tai-tiny", 1024), (model.Id, model.ContextLength));
        Assert.Equal(ModelType.Chat, model.Type);
    }

    [Fact]
    public async Task Refusals_arrive_as_what_the_caller_can_do_about_them()
    {
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => _together.Chat.CreateAsync(Story with { Model = "acme/none" }));
        TogetherInvalidRequestException invalid =
            await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => _together.Chat.CreateAsync(Story with { N = 1000 }));
        Assert.Equal("n", invalid.Parameter);
        using TogetherClient stranger = _local.CreateClient(static o => o.ApiKey = "wrong");
        TogetherAuthenticationException refused = await Assert.ThrowsAsync<TogetherAuthenticationException>(() => stranger.Chat.CreateAsync(Story));
        Assert.Equal("invalid_api_key", refused.Code);
    }
}
