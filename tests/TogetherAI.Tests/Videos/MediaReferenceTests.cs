using System.Text.Json;

namespace TogetherAI.Tests.Videos;

/// <summary>A video or a recording is named by its address alone, or by an object that holds it.</summary>
public class MediaReferenceTests
{
    [Theory]
    [InlineData("""{"source_video":"https://x.test/a.mp4","audio_inputs":["https://x.test/a.wav"]}""")]
    [InlineData("""{"source_video":{"video":"https://x.test/a.mp4"},"audio_inputs":[{"audio":"https://x.test/a.wav"}]}""")]
    [InlineData("""{"source_video":{"video":"https://x.test/a.mp4","start":3},"audio_inputs":[{"audio":"https://x.test/a.wav","gain":{"db":-3}}]}""")]
    public void Either_form_is_read_and_written_as_it_came(string json)
    {
        VideoMedia media = JsonSerializer.Deserialize(json, TogetherJsonContext.Default.VideoMedia)!;
        Assert.Equal("https://x.test/a.mp4", media.SourceVideo!.Video);
        Assert.Equal("https://x.test/a.wav", Assert.Single(media.AudioInputs!).Audio);
        Wire.Same(json, Wire.Serialize(media, TogetherJsonContext.Default.VideoMedia));
    }

    [Fact]
    public void Fields_of_the_future_are_kept()
    {
        VideoReference video = JsonSerializer.Deserialize("""{"start":3,"video":"https://x.test/a.mp4"}""", TogetherJsonContext.Default.VideoReference)!;
        Assert.Equal(3, video.UnknownFields["start"].GetInt32());
        Assert.Equal("https://x.test/b.mp4", (video with { Video = "https://x.test/b.mp4" }).Video);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("""{"video":7}""")]
    public void What_is_no_address_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, TogetherJsonContext.Default.VideoReference));
}
