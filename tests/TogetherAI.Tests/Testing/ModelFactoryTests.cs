using System.Net;
using System.Text;

namespace TogetherAI.Tests.Testing;

public class ModelFactoryTests
{
    [Fact]
    public async Task A_chat_stream_is_read_like_one_of_the_service()
    {
        ChatChunk[] chunks = [Chunk("Par", null), Chunk("is", FinishReason.Stop) with { Usage = new TokenUsage { TotalTokens = 9 } }];
        await using ChatStream stream = await TogetherModelFactory.ChatStreamAsync(chunks);
        ChatResponse whole = await stream.GetFinalResponseAsync();
        Assert.Equal(("Paris", FinishReason.Stop, 9), (whole.Text, whole.FinishReason, whole.Usage?.TotalTokens));

        await using ToolLoopStream tools = await TogetherModelFactory.ToolLoopStreamAsync(chunks);
        Assert.Equal("Paris", (await tools.GetFinalResponseAsync()).Text);
    }

    [Fact]
    public async Task A_stream_without_an_end_breaks_off()
    {
        await using ResponseStream stream = await TogetherModelFactory.ResponseStreamAsync([new ResponseEvent { Type = ResponseEventType.TextDelta, Delta = "Par" }]);
        Assert.Equal("Par", (await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync())).PartialText);
    }

    [Fact]
    public async Task Completions_speech_and_bytes_can_be_made()
    {
        CompletionChunk chunk = new() { Choices = [new CompletionChunkChoice { Text = "there", FinishReason = FinishReason.Eos }] };
        await using CompletionStream completion = await TogetherModelFactory.CompletionStreamAsync([chunk]);
        Assert.Equal("there", (await completion.GetFinalResponseAsync()).Text);

        await using SpeechStream speech = await TogetherModelFactory.SpeechStreamAsync([new byte[] { 1, 2 }, new byte[] { 3 }]);
        List<byte> heard = [];
        await foreach (ReadOnlyMemory<byte> piece in speech)
            heard.AddRange(piece.Span);
        Assert.Equal([1, 2, 3], heard);

        await using BinaryResponse bytes = await TogetherModelFactory.BinaryResponseAsync(new byte[] { 4, 5 }, "audio/wav");
        Assert.Equal(("audio/wav", 2), (bytes.MediaType, bytes.Length));
        Assert.Equal([4, 5], await bytes.ReadAllAsync());
    }

    [Fact]
    public async Task Lists_can_be_made()
    {
        Assert.Equal("m", Assert.Single(TogetherModelFactory.ModelList([new ModelInfo { Id = "m" }])).Id);
        Assert.Equal("b", Assert.Single(TogetherModelFactory.BatchList([new BatchJob { Id = "b" }])).Id);
        List<DedicatedModel> models = [];
        await foreach (DedicatedModel model in TogetherModelFactory.CursorList([new DedicatedModel { Id = "ml_1" }]))
            models.Add(model);
        Assert.Equal("ml_1", Assert.Single(models).Id);
        Assert.Equal(7, TogetherModelFactory.RawResponse(Encoding.UTF8.GetBytes("""{"a":7}""")).ReadJson().GetProperty("a").GetInt32());
    }

    [Fact]
    public void What_stands_around_an_answer_can_be_added_to_a_copy()
    {
        ModelResponse bare = new() { Id = "r" };
        ModelResponse answer = TogetherModelFactory.WithHttp(bare, HttpStatusCode.Accepted, new Dictionary<string, string> { ["x-request-id"] = "req-1", ["x-ratelimit-remaining"] = "3" });
        Assert.Equal(("r", "req-1", HttpStatusCode.Accepted, 3), (answer.Id, answer.RequestId, answer.Http!.StatusCode, answer.Http.RateLimits.RequestsRemaining));
        Assert.Null(bare.Http);
    }

    private static ChatChunk Chunk(string text, FinishReason? finish) =>
        new() { Choices = [new ChatChunkChoice { Delta = new ChatDelta { Content = text }, FinishReason = finish }] };
}
