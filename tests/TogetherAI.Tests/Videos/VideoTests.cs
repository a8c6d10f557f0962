using System.Net;

namespace TogetherAI.Tests.Videos;

/// <summary>Videos: asking, waiting, fetching.</summary>
public class VideoTests
{
    [Fact]
    public async Task Every_field_has_its_documented_name()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"id":"v1","status":"in_progress"}""");
        using TogetherClient client = Calls.Client(handler);
#pragma warning disable CS0618 // the service still takes them
        VideoJob job = await client.Videos.CreateAsync(new VideoRequest
        {
            Model = "minimax/hailuo-02",
            Prompt = "a fox",
            Height = 720,
            Width = 1280,
            Resolution = "720p",
            Ratio = "16:9",
            Seconds = "5",
            Fps = 24,
            Steps = 20,
            Seed = 7,
            GuidanceScale = 8,
            OutputFormat = VideoOutputFormat.Webm,
            OutputQuality = 20,
            NegativePrompt = "rain",
            GenerateAudio = true,
            Media = new VideoMedia
            {
                FrameImages = [new() { InputImage = "https://x.test/0.png", Frame = VideoFrame.First }, new() { InputImage = "https://x.test/48.png", Frame = VideoFrame.At(48) }],
                FrameVideos = [new() { Video = "https://x.test/a.mp4" }],
                ReferenceImages = ["https://x.test/r.png"],
                ReferenceVideos = [new() { Video = "https://x.test/b.mp4" }],
                SourceVideo = new() { Video = "https://x.test/c.mp4" },
                AudioInputs = [new() { Audio = "https://x.test/a.wav" }],
            },
            FrameImages = [new() { InputImage = "https://x.test/9.png", Frame = VideoFrame.Last }, new() { InputImage = "https://x.test/10.png" }],
            ReferenceImages = ["https://x.test/s.png"],
        });
#pragma warning restore CS0618

        Assert.Equal("v1", job.Id);
        Assert.Equal(("POST", "https://example.test/v2/videos"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Wire.Same(
            """
            {
              "model": "minimax/hailuo-02", "prompt": "a fox", "height": 720, "width": 1280, "resolution": "720p", "ratio": "16:9", "seconds": "5",
              "fps": 24, "steps": 20, "seed": 7, "guidance_scale": 8, "output_format": "WEBM", "output_quality": 20, "negative_prompt": "rain",
              "generate_audio": true,
              "media": {
                "frame_images": [{"input_image":"https://x.test/0.png","frame":"first"},{"input_image":"https://x.test/48.png","frame":48}],
                "frame_videos": [{"video":"https://x.test/a.mp4"}],
                "reference_images": ["https://x.test/r.png"],
                "reference_videos": [{"video":"https://x.test/b.mp4"}],
                "source_video": {"video":"https://x.test/c.mp4"},
                "audio_inputs": [{"audio":"https://x.test/a.wav"}]
              },
              "frame_images": [{"input_image":"https://x.test/9.png","frame":"last"},{"input_image":"https://x.test/10.png"}],
              "reference_images": ["https://x.test/s.png"]
            }
            """,
            handler.Requests[0].Body);
    }

    [Fact]
    public async Task A_job_tells_all_about_itself()
    {
        const string Json =
            """
            {"id":"v1","object":"video","model":"m","status":"completed","created_at":1755000000,"completed_at":1755000060.25,"size":"1280x720",
             "seconds":"5","outputs":{"cost":3,"video_url":"https://cdn.test/v.mp4","thumb":"t"},"error":{"code":"none","message":"fine"},"progress":100}
            """;
        FakeHandler handler = new FakeHandler().ThenJson(Json);
        using TogetherClient client = Calls.Client(handler);
        VideoJob job = await client.Videos.GetAsync("v1");

        Assert.Equal(("GET", "https://example.test/v2/videos/v1"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Assert.Equal(("v1", "video", "m", VideoStatus.Completed), (job.Id, job.Object, job.Model, job.Status));
        Assert.Equal((1755000000d, 1755000060.25, "1280x720", "5"), (job.CreatedAt, job.CompletedAt, job.Size, job.Seconds));
        Assert.Equal((3m, "https://cdn.test/v.mp4"), (job.Outputs!.Cost, job.Outputs.VideoUrl));
        Assert.Equal(("none", "fine"), (job.Error!.Code, job.Error.Message));
        Wire.Same(Json, Wire.Serialize(job, TogetherJsonContext.Default.VideoJob));
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("failed")]
    public async Task Waiting_ends_with_the_job_however_it_ended(string end)
    {
        FakeHandler handler = new FakeHandler();
        foreach (string status in (string[])["in_progress", "polishing", end])
            handler.ThenJson($$$"""{"id":"v1","status":"{{{status}}}","error":{"message":"no luck"}}""");
        using TogetherClient client = Calls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromMinutes(1) });
        SeenStates<VideoJob> seen = new();
        VideoJob job = await client.Videos.WaitAsync("v1", progress: seen);

        Assert.Equal((end, "no luck"), (job.Status.Value, job.Error!.Message));
        Assert.Equal(["in_progress", "polishing", end], seen.All.Select(state => state.Status.Value));
    }

    [Fact]
    public async Task A_video_that_may_be_made_already_is_not_made_again()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.GatewayTimeout, "", "text/plain");
        using TogetherClient client = Calls.Client(handler);
        await Assert.ThrowsAsync<TogetherServerException>(() => client.Videos.CreateAsync(new VideoRequest { Model = "m" }));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_finished_video_is_fetched_into_a_file_without_the_key()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.OK, "mp4 bytes", "video/mp4");
        using TogetherClient client = Calls.Client(handler);
        using TemporaryFolder folder = new();
        SeenStates<TransferProgress> seen = new();
        VideoJob job = new() { Id = "v1", Status = VideoStatus.Completed, Outputs = new() { VideoUrl = "https://cdn.test/v.mp4" } };

        Assert.Equal(9, await client.Videos.SaveAsync(job, folder.At("v.mp4"), seen));
        Assert.Equal("mp4 bytes", await File.ReadAllTextAsync(folder.At("v.mp4")));
        Assert.Equal(new TransferProgress(9, 9), seen.All[^1]);
        Assert.False(Assert.Single(handler.Requests).Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_video_that_is_not_there_cannot_be_fetched()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            () => client.Videos.SaveAsync(new VideoJob { Id = "v1", Status = VideoStatus.Failed }, "v.mp4"));
        Assert.Contains("'failed'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("48", "48")]
    [InlineData("1.5", "1.5")]
    [InlineData("\"first\"", "first")]
    [InlineData("\"middle\"", "middle")]
    public void A_frame_is_a_number_or_a_name(string json, string text)
    {
        string image = $$"""{"input_image":"a","frame":{{json}}}""";
        Wire.Same(image, Wire.RoundTrip(image, TogetherJsonContext.Default.VideoFrameImage));
        Assert.Equal(text, System.Text.Json.JsonSerializer.Deserialize(image, TogetherJsonContext.Default.VideoFrameImage)!.Frame!.ToString());
    }
}
