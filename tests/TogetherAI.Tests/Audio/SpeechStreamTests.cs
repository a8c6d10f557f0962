namespace TogetherAI.Tests.Audio;

/// <summary>Speech while it is made: pieces of sound, and every way a stream can end.</summary>
public class SpeechStreamTests
{
    private static readonly SpeechRequest s_request = new() { Model = "m", Input = "Hello", Voice = "tara" };

    [Fact]
    public async Task It_asks_for_raw_samples()
    {
        FakeHandler handler = new FakeHandler().ThenSse("[DONE]");
        using TogetherClient client = Calls.Client(handler);
        await using SpeechStream stream = await client.Audio.StreamSpeechAsync(s_request);

        Wire.Same("""{"model":"m","input":"Hello","voice":"tara","response_format":"raw","stream":true}""", handler.Requests[0].Body);
        Assert.Equal("text/event-stream", handler.Requests[0].Headers["Accept"]);
        Assert.Empty(await ReadAsync(stream));
    }

    [Fact]
    public async Task Both_shapes_of_frames_are_sound_and_others_are_passed_over()
    {
        FakeHandler handler = new FakeHandler().ThenSse(
            """{"object":"audio.tts.chunk","model":"m","b64":"AQID"}""",
            """{"type":"conversation.item.word_timestamps","words":["Hello"],"start_seconds":[0],"delta":[1]}""",
            """{"type":"conversation.item.audio_output.delta","item_id":"tts_1","delta":"BAU="}""",
            """{"object":"audio.tts.chunk","model":"m","b64":""}""",
            """{"of":"the future"}""",
            """{"object":"audio.tts.chunk","model":"m","b64":"Bg==","error":null}""",
            "[DONE]");
        using TogetherClient client = Calls.Client(handler);
        await using SpeechStream stream = await client.Audio.StreamSpeechAsync(s_request);
        Assert.Null(stream.TimeToFirstAudio);

        Assert.Equal(["1,2,3", "4,5", "6"], await ReadAsync(stream));
        Assert.NotNull(stream.TimeToFirstAudio);
        Assert.Empty(await ReadAsync(stream));
    }

    [Fact]
    public async Task Leaving_a_loop_does_not_end_the_stream()
    {
        FakeHandler handler = new FakeHandler().ThenSse(Chunk("AQ=="), Chunk("Ag=="), "[DONE]");
        using TogetherClient client = Calls.Client(handler);
        await using SpeechStream stream = await client.Audio.StreamSpeechAsync(s_request);
        await foreach (ReadOnlyMemory<byte> piece in stream)
        {
            Assert.Equal(1, piece.Span[0]);
            break;
        }

        Assert.Equal(["2"], await ReadAsync(stream));
    }

    [Theory]
    [InlineData("""{"error":{"message":"voice failed","type":"server_error","code":"tts_failed","param":"voice"}}""")]
    [InlineData("""{"type":"conversation.item.tts.failed","error":{"message":"voice failed","type":"server_error","code":"tts_failed","param":"voice"}}""")]
    [InlineData("""{"type":"error","error":{"message":"voice failed","type":"server_error","code":"tts_failed","param":"voice"}}""")]
    public async Task An_error_in_the_middle_is_told_with_its_code(string frame)
    {
        FakeHandler handler = new FakeHandler().ThenSse(Chunk("AQ=="), frame, Chunk("Ag=="), "[DONE]");
        using TogetherClient client = Calls.Client(handler);
        await using SpeechStream stream = await client.Audio.StreamSpeechAsync(s_request);
        TogetherStreamInterruptedException told = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => ReadAsync(stream));

        Assert.EndsWith("voice failed", told.Message, StringComparison.Ordinal);
        Assert.Equal(("tts_failed", "server_error", "voice", 1), (told.Code, told.ErrorType, told.Parameter, told.Attempts.Count));
        Assert.Same(told, await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => ReadAsync(stream)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"object":"audio.tts.chunk"}""")]
    [InlineData("""{"object":"audio.tts.chunk","b64":7}""")]
    [InlineData("""{"object":"audio.tts.chunk","b64":"%%"}""")]
    [InlineData("""{"type":"conversation.item.audio_output.delta","delta":null}""")]
    public async Task A_frame_that_is_no_sound_breaks_the_stream(string frame)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(frame, "[DONE]"));
        await using SpeechStream stream = await client.Audio.StreamSpeechAsync(s_request);
        await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => ReadAsync(stream));
    }

    [Fact]
    public async Task Sound_that_stops_without_an_end_is_not_taken_for_whole()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(Chunk("AQ==")));
        await using SpeechStream stream = await client.Audio.StreamSpeechAsync(s_request);
        Assert.Contains("[DONE]", (await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => ReadAsync(stream))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_place_of_a_stream_is_told()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenText(System.Net.HttpStatusCode.OK, "RIFF", "audio/wav"));
        TogetherResponseException told = await Assert.ThrowsAsync<TogetherResponseException>(() => client.Audio.StreamSpeechAsync(s_request));
        Assert.Contains("audio/wav", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_request()
    {
        ScriptedStream body = new(Chunk("AQ=="));
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body));
        using CancellationTokenSource cancel = new();
        await using SpeechStream stream = await client.Audio.StreamSpeechAsync(s_request);
        Task<List<string>> reading = ReadAsync(stream, cancel.Token);
        await body.Starved;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await body.Disposed;
    }

    [Fact]
    public async Task Silence_ends_the_stream()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new(Chunk("AQ=="));
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body), time);
        await using SpeechStream stream = await client.Audio.StreamSpeechAsync(s_request);
        Task<List<string>> reading = ReadAsync(stream);
        await body.Starved;
        await time.WhenPending();
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(TimeoutKind.Idle, (await Assert.ThrowsAsync<TogetherTimeoutException>(() => reading)).Kind);
    }

    private static string Chunk(string base64) => $$"""{"object":"audio.tts.chunk","model":"m","b64":"{{base64}}"}""";

    private static async Task<List<string>> ReadAsync(SpeechStream stream, CancellationToken cancellationToken = default)
    {
        List<string> pieces = [];
        await foreach (ReadOnlyMemory<byte> piece in stream.WithCancellation(cancellationToken))
            pieces.Add(string.Join(',', piece.ToArray()));
        return pieces;
    }
}
