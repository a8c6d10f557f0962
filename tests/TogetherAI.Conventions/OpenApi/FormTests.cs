using System.Text.Json.Nodes;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>The bodies that are forms and not JSON: every described field can be sent, and no other is.</summary>
public class FormTests
{
    private static readonly AudioInput s_audio = AudioInput.FromBytes(new byte[] { 1, 2, 3 }, "speech.wav");

    [Fact]
    public Task Transcriptions() => SendsEveryFieldAsync("POST v1/audio/transcriptions", static client => client.Audio.TranscribeAsync(new TranscriptionRequest
    {
        File = s_audio,
        Model = "model",
        Language = "en",
        Prompt = "prompt",
        ResponseFormat = TranscriptionFormat.VerboseJson,
        Temperature = 0.5,
        TimestampGranularities = [TimestampGranularity.Segment, TimestampGranularity.Word],
        Diarize = true,
        MinSpeakers = 1,
        MaxSpeakers = 2,
    }));

    [Fact]
    public Task Translations() => SendsEveryFieldAsync("POST v1/audio/translations", static client => client.Audio.TranslateAsync(new TranslationRequest
    {
        File = s_audio,
        Model = "model",
        Language = "en",
        Prompt = "prompt",
        ResponseFormat = TranscriptionFormat.VerboseJson,
        Temperature = 0.5,
        TimestampGranularities = [TimestampGranularity.Segment, TimestampGranularity.Word],
    }));

    [Fact]
    public Task Uploads() => SendsEveryFieldAsync("POST v1/files/upload", static async client =>
    {
        using MemoryStream content = new([1, 2, 3]);
        await client.Files.UploadAsync(content, "lines.jsonl", FilePurpose.BatchApi, new FileUploadOptions { FileType = FileType.Jsonl, Check = null });
    });

    private static async Task SendsEveryFieldAsync(string operation, Func<TogetherClient, Task> call)
    {
        JsonObject schema = ApiDescription.Shared.Resolve(ApiDescription.Shared.Operations[operation].Form);
        Recorder recorder = new();
        using TogetherClient client = new(new TogetherClientOptions { ApiKey = "key", BaseAddress = new Uri("https://localhost") }, recorder);
        await call(client);
        Assert.Equal(schema["properties"]!.AsObject().Select(static property => property.Key).Order(), recorder.Fields.Distinct().Order());
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public List<string> Fields { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            foreach (string line in body.Split('\n').Where(static line => line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase)))
            {
                string name = line.Split(';').Select(static part => part.Trim()).Single(static part => part.StartsWith("name=", StringComparison.Ordinal));
                Fields.Add(name["name=".Length..].Trim('"').Replace("[]", "", StringComparison.Ordinal));
            }

            return new HttpResponseMessage { RequestMessage = request, Content = new StringContent("{}") };
        }
    }
}
