using System.Text.Json;

namespace TogetherAI;

/// <summary>Recordings to texts. A line is told to be sent on as a form, which the operation takes and JSON is not.</summary>
internal sealed class TranscriptionWork()
    : BatchWork<TranscriptionRequest, Transcription>(BatchEndpoint.AudioTranscriptions.Value, TogetherJsonContext.Default.Transcription)
{
    /// <summary>What the service takes where none is named; a job's lines have to name one.</summary>
    private const string DefaultModel = "openai/whisper-large-v3";

    public override BatchEndpoint? Endpoint => BatchEndpoint.AudioTranscriptions;

    // By the recording's length, which nobody here knows.
    public override bool IsPricedByTokens => false;

    public override PreparedRequest Write(TranscriptionRequest request)
    {
        if (request.File.Address is not { } address)
            throw new ArgumentException($"The recording '{request.File.FileName}' is not at an address, and a job's file cannot hold it. Put it on the web, and take AudioInput.FromUrl.");
        TranscriptionBody body = TranscriptionBody.Of(request, address, request.Model ?? DefaultModel);
        return new PreparedRequest(body.Model, JsonSerializer.SerializeToUtf8Bytes(body, TogetherJsonContext.Default.TranscriptionBody)) { IsForm = true };
    }

    public override PreparedRequest Count(TranscriptionRequest request, PreparedRequest written) => written;

    public override TokenCount Estimate(ReadOnlyMemory<byte> body) => default;

    public override async Task<TogetherResponse> SendAsync(TogetherClient client, JsonElement body, CancellationToken cancellationToken) =>
        await client.Audio.TranscribeAsync(body.Deserialize(TogetherJsonContext.Default.TranscriptionBody)!.ToRequest(), cancellationToken).ConfigureAwait(false);
}
