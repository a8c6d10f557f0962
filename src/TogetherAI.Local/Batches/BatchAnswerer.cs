using Microsoft.AspNetCore.Http;
using TogetherAI.Local.Faults;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Batches;

/// <summary>
/// Answers a batch's requests with what answers those that come by themselves: scripts, faults, models. A request that has no connection
/// of its own gets one that leads into memory. Thread-safe.
/// </summary>
internal sealed class BatchAnswerer(Func<ApiCall, Task> chat, FaultScript faults, TimeProvider time, int seed)
{
    public const string Chat = "/v1/chat/completions";

    public const string Transcriptions = "/v1/audio/transcriptions";

    private volatile Func<string, string>? _hear;

    /// <summary>Whether there is anything that answers an operation.</summary>
    public bool Takes(string endpoint) => endpoint == Chat || (endpoint == Transcriptions && _hear is not null);

    /// <summary>Says what is heard in a recording, by its address.</summary>
    public void Hear(Func<string, string> text) => _hear = text;

    public async Task<BatchAnswer> AnswerAsync(string batchId, string endpoint, BatchLine line, CancellationToken cancellationToken)
    {
        DefaultHttpContext http = new();
        using MemoryStream body = new();
        http.Response.Body = body;
        LoggedRequest request = new(
            $"{batchId}-{line.CustomId}", "POST", endpoint, new Dictionary<string, string>(), line.Body, time.GetUtcNow());
        ApiCall call = new(http, request, seed, time, inProcess: true, cancellationToken);
        int status = await RunAsync(call, endpoint == Chat ? chat : each => TranscribeAsync(each, line)).ConfigureAwait(false);
        return new BatchAnswer(line.CustomId, status, body.ToArray());
    }

    // It takes a form, and a line of JSON becomes one only where the line asks for it.
    private Task TranscribeAsync(ApiCall call, BatchLine line)
    {
        if (line.Method != "FILE")
            throw ApiException.Invalid("method", $"The line has to say \"method\": \"FILE\" beside its body: {Transcriptions} takes a form.");
        string text = _hear!(new FieldReader(call.Request).Text("file"));
        return call.WriteJsonAsync(200, new WireTranscription(text), WireJson.Default.WireTranscription);
    }

    private async Task<int> RunAsync(ApiCall call, Func<ApiCall, Task> answer)
    {
        try
        {
            // A delay would be time in the life of a request; those of a batch have none of their own.
            (_, FaultEffect? fault) = faults.Match(ApiRoute.BatchRequest, call.Request);
            if (fault is null || !await fault.ApplyAsync(call).ConfigureAwait(false))
                await answer(call).ConfigureAwait(false);
            return call.Http.Response.StatusCode;
        }
        catch (ApiException exception)
        {
            return await FailAsync(call, exception.Status, new WireErrorDetail(exception.Message, exception.Type, exception.Param, exception.Code)).ConfigureAwait(false);
        }
        catch (Exception exception) when (!call.Aborted.IsCancellationRequested)
        {
            return await FailAsync(call, 500, new WireErrorDetail($"{exception.GetType().Name}: {exception.Message}", "server_error", null, null)).ConfigureAwait(false);
        }
    }

    private static async Task<int> FailAsync(ApiCall call, int status, WireErrorDetail error)
    {
        call.StreamFault = null;
        call.Http.Response.Body.SetLength(0);
        await call.WriteJsonAsync(status, new WireError(error), WireJson.Default.WireError).ConfigureAwait(false);
        return status;
    }
}
