using System.Net;

namespace TogetherAI.Tests.Audio;

/// <summary>Texts from speech: the form that is sent, and both shapes of the answer.</summary>
public class TranscriptionTests
{
    [Fact]
    public async Task A_transcription_sends_every_field_and_the_recording_last()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"text":"ok"}""");
        using TogetherClient client = Calls.Client(handler);
        await client.Audio.TranscribeAsync(new TranscriptionRequest
        {
            File = AudioInput.FromBytes("RIFF"u8.ToArray(), "my talk.wav"),
            Model = "openai/whisper-large-v3",
            Language = "auto",
            Prompt = "Zürich, 100 €",
            ResponseFormat = TranscriptionFormat.VerboseJson,
            Temperature = 0.25,
            TimestampGranularities = [TimestampGranularity.Word, TimestampGranularity.Segment],
            Diarize = true,
            MinSpeakers = 2,
            MaxSpeakers = 4,
        });

        Assert.Equal(("POST", "https://example.test/v1/audio/transcriptions"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Assert.Equal(
            [
                "form-data; name=\"model\"||openai/whisper-large-v3",
                "form-data; name=\"language\"||auto",
                "form-data; name=\"prompt\"||Zürich, 100 €",
                "form-data; name=\"response_format\"||verbose_json",
                "form-data; name=\"temperature\"||0.25",
                "form-data; name=\"timestamp_granularities\"||word",
                "form-data; name=\"timestamp_granularities\"||segment",
                "form-data; name=\"diarize\"||true",
                "form-data; name=\"min_speakers\"||2",
                "form-data; name=\"max_speakers\"||4",
                "form-data; name=\"file\"; filename=\"my talk.wav\"|application/octet-stream|RIFF",
            ],
            FormReader.Parts(handler.Requests[0].Body!));
    }

    [Fact]
    public async Task A_translation_sends_every_field_and_an_address_as_text()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"text":"ok"}""");
        using TogetherClient client = Calls.Client(handler);
        await client.Audio.TranslateAsync(new TranslationRequest
        {
            File = AudioInput.FromUrl(new Uri("https://example.org/a talk.mp3?k=1")),
            Model = "m",
            Language = "en",
            Prompt = "p",
            ResponseFormat = TranscriptionFormat.Json,
            Temperature = 0,
            TimestampGranularities = [TimestampGranularity.Segment],
        });

        Assert.Equal(("POST", "https://example.test/v1/audio/translations"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Assert.Equal(
            [
                "form-data; name=\"model\"||m",
                "form-data; name=\"language\"||en",
                "form-data; name=\"prompt\"||p",
                "form-data; name=\"response_format\"||json",
                "form-data; name=\"temperature\"||0",
                "form-data; name=\"timestamp_granularities\"||segment",
                "form-data; name=\"file\"||https://example.org/a%20talk.mp3?k=1",
            ],
            FormReader.Parts(handler.Requests[0].Body!));
    }

    [Theory]
    [InlineData("a\"b.wav", "a_b.wav")]
    [InlineData("a\r\nX-Evil: 1.wav", "a__X-Evil: 1.wav")]
    [InlineData("größe.mp3", "gr__e.mp3")]
    [InlineData("a\\b.ogg", "a_b.ogg")]
    public async Task A_file_name_cannot_break_the_form(string name, string sent)
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"text":"ok"}""");
        using TogetherClient client = Calls.Client(handler);
        await client.Audio.TranscribeAsync(new TranscriptionRequest { File = AudioInput.FromBytes("x"u8.ToArray(), name) });
        Assert.Equal([$"form-data; name=\"file\"; filename=\"{sent}\"|application/octet-stream|x"], FormReader.Parts(handler.Requests[0].Body!));
    }

    [Fact]
    public async Task A_plain_answer_is_the_text()
    {
        Transcription answer = await AnsweredAsync("""{"text":"Hello, world!"}""");
        Assert.Equal("Hello, world!", answer.Text);
        Assert.Null(answer.Segments);
        Assert.Null(answer.Duration);
    }

    [Fact]
    public async Task A_verbose_answer_has_times_words_and_speakers()
    {
        const string Json =
            """
            {"language":"english","duration":3.5,"text":"Hello, world!","task":"transcribe",
             "segments":[{"id":0,"start":0,"end":3.5,"text":"Hello, world!","avg_logprob":-0.1}],
             "words":[{"id":0,"word":"Hello","start":0.1,"end":0.5,"speaker_id":"SPEAKER_00"},{"word":"world","start":0.6,"end":1}],
             "speaker_segments":[{"id":1,"speaker_id":"SPEAKER_00","start":0,"end":30.02,"text":"Hello","words":[{"word":"Hello","start":0.1,"end":0.5,"score":1}]}]}
            """;
        Transcription answer = await AnsweredAsync(Json);

        Assert.Equal(("english", 3.5, "Hello, world!"), (answer.Language, answer.Duration, answer.Text));
        TranscriptionSegment segment = Assert.Single(answer.Segments!);
        Assert.Equal((0, 0d, 3.5, "Hello, world!"), (segment.Id, segment.Start, segment.End, segment.Text));
        TranscriptionWord word = answer.Words![0];
        Assert.Equal((0, "Hello", 0.1, 0.5, "SPEAKER_00"), (word.Id, word.Word, word.Start, word.End, word.SpeakerId));
        Assert.Equal((null, null), (answer.Words[1].Id, answer.Words[1].SpeakerId));
        SpeakerSegment speaker = Assert.Single(answer.SpeakerSegments!);
        Assert.Equal((1, "SPEAKER_00", 0d, 30.02, "Hello"), (speaker.Id, speaker.SpeakerId, speaker.Start, speaker.End, speaker.Text));
        Assert.Equal("Hello", Assert.Single(speaker.Words).Word);
        Wire.Same(Json, Wire.Serialize(answer, TogetherJsonContext.Default.Transcription));
    }

    [Theory]
    [InlineData("""{"text":1}""")]
    [InlineData("""{"text":"a","segments":{}}""")]
    [InlineData("""{"text":"a","words":[null]}""")]
    [InlineData("""{"text":"a","words":[{"start":"soon"}]}""")]
    [InlineData("""{"text":"a","speaker_segments":[{"words":"none"}]}""")]
    [InlineData("plain text")]
    public async Task An_answer_of_no_shape_is_told(string body) => await Assert.ThrowsAsync<TogetherResponseException>(() => AnsweredAsync(body));

    [Fact]
    public async Task A_recording_that_is_too_large_is_an_html_page_and_a_clear_error()
    {
        FakeHandler handler = new FakeHandler().ThenText(
            HttpStatusCode.RequestEntityTooLarge, "<html><head><title>413 Request Entity Too Large</title></head><body><center>…</center></body></html>", "text/html");
        using TogetherClient client = Calls.Client(handler);
        TogetherInvalidRequestException refused = await Assert.ThrowsAsync<TogetherInvalidRequestException>(
            () => client.Audio.TranscribeAsync(new TranscriptionRequest { File = AudioInput.FromBytes(new byte[9], "a.wav") }));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("413 Request Entity Too Large", refused.Message, StringComparison.Ordinal);
        Assert.Single(handler.Requests);
    }

    private static async Task<Transcription> AnsweredAsync(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        return await client.Audio.TranscribeAsync(new TranscriptionRequest { File = AudioInput.FromUrl(new Uri("https://example.org/a.mp3")) });
    }
}
