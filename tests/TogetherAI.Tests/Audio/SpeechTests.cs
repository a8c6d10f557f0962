using System.Net;

namespace TogetherAI.Tests.Audio;

/// <summary>Speech in one piece: what is asked, and the bytes that come back, in memory and in a file.</summary>
public class SpeechTests
{
    private static readonly SpeechRequest s_request = new() { Model = "hexgrad/Kokoro-82M", Input = "Hello", Voice = "af_alloy" };

    [Fact]
    public async Task Every_field_has_its_documented_name()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.OK, "RIFF", "audio/wav");
        using TogetherClient client = Calls.Client(handler);
        await using BinaryResponse speech = await client.Audio.SpeakAsync(s_request with
        {
            ResponseFormat = SpeechFormat.Mp3,
            Language = "zh-hk",
            ResponseEncoding = SpeechEncoding.PcmS16Le,
            SampleRate = 24000,
            BitRate = 192000,
            ExtraParams = new() { PronunciationDict = ["omg/oh my god"] },
        });

        Assert.Equal(("POST", "https://example.test/v1/audio/speech"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Wire.Same(
            """
            {"model":"hexgrad/Kokoro-82M","input":"Hello","voice":"af_alloy","response_format":"mp3","language":"zh-hk",
             "response_encoding":"pcm_s16le","sample_rate":24000,"bit_rate":192000,"extra_params":{"pronunciation_dict":["omg/oh my god"]}}
            """,
            handler.Requests[0].Body);
        Assert.Equal(("audio/wav", 4L), (speech.MediaType, speech.Length));
        Assert.Equal("RIFF"u8.ToArray(), await speech.ReadAllAsync());
    }

    [Fact]
    public async Task A_failure_is_tried_again_and_then_told()
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson("""{"error":{"message":"busy"}}""", HttpStatusCode.ServiceUnavailable)
            .ThenJson("""{"error":{"message":"no such voice","param":"voice"}}""", HttpStatusCode.BadRequest);
        using TogetherClient client = Calls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(9) });
        TogetherInvalidRequestException refused = await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => client.Audio.SpeakAsync(s_request));
        Assert.Equal(("voice", 2), (refused.Parameter, refused.Attempts.Count));
    }

    [Fact]
    public async Task Speech_goes_to_a_file_and_reports_its_way()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.At("a.wav"), "the old one, longer than the new one");
        using TogetherClient client = Calls.Client(new FakeHandler().ThenText(HttpStatusCode.OK, "RIFF-new", "audio/wav"));
        SeenStates<TransferProgress> seen = new();

        Assert.Equal(8, await client.Audio.SpeakToFileAsync(s_request, folder.At("a.wav"), seen));
        Assert.Equal("RIFF-new", await File.ReadAllTextAsync(folder.At("a.wav")));
        Assert.Equal(["a.wav"], folder.Names);
        Assert.Equal(new TransferProgress(8, 8), seen.All[^1]);
    }

    [Fact]
    public async Task A_transfer_that_breaks_leaves_what_was_there()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.At("a.wav"), "old");
        FakeHandler handler = new FakeHandler().ThenStream(new ScriptedStream().Write("RIFF").Break());
        using TogetherClient client = Calls.Client(handler);

        await Assert.ThrowsAsync<TogetherConnectionException>(() => client.Audio.SpeakToFileAsync(s_request, folder.At("a.wav")));
        Assert.Equal(["a.wav"], folder.Names);
        Assert.Equal("old", await File.ReadAllTextAsync(folder.At("a.wav")));
    }

    [Fact]
    public async Task A_transfer_that_is_too_short_is_no_file()
    {
        using TemporaryFolder folder = new();
        FakeHandler handler = new FakeHandler().Then(() =>
        {
            HttpResponseMessage answer = new(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream("RIFF"u8.ToArray())) };
            answer.Content.Headers.ContentLength = 1000;
            return answer;
        });
        using TogetherClient client = Calls.Client(handler);

        TogetherConnectionException broken = await Assert.ThrowsAsync<TogetherConnectionException>(
            () => client.Audio.SpeakToFileAsync(s_request, folder.At("a.wav")));
        Assert.Contains("1000 bytes", broken.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_before_anything_is_paid_for()
    {
        using TemporaryFolder folder = new();
        FakeHandler handler = new();
        using TogetherClient client = Calls.Client(handler);
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => client.Audio.SpeakToFileAsync(s_request, folder.At("none/a.wav")));
        Assert.Empty(handler.Requests);
    }

    [Theory]
    [InlineData(null, "https://example.test/v1/voices")]
    [InlineData("hexgrad/Kokoro-82M", "https://example.test/v1/voices?model=hexgrad%2FKokoro-82M")]
    public async Task Voices_are_listed_by_model(string? model, string address)
    {
        const string Json = """{"data":[{"model":"m","voices":[{"id":"v1","name":"af_alloy","mood":"calm"}],"beta":true}],"total":1}""";
        FakeHandler handler = new FakeHandler().ThenJson(Json);
        using TogetherClient client = Calls.Client(handler);
        VoiceList voices = await client.Audio.ListVoicesAsync(model);

        Assert.Equal(("GET", address), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Assert.Equal("m", Assert.Single(voices.Data).Model);
        Assert.Equal(("v1", "af_alloy"), (voices.Data[0].Voices[0].Id, voices.Data[0].Voices[0].Name));
        Wire.Same(Json, Wire.Serialize(voices, TogetherJsonContext.Default.VoiceList));
    }
}
