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
    public async Task<BatchAnswer> AnswerAsync(string batchId, BatchLine line, CancellationToken cancellationToken)
    {
        DefaultHttpContext http = new();
        using MemoryStream body = new();
        http.Response.Body = body;
        LoggedRequest request = new(
            $"{batchId}-{line.CustomId}", "POST", "/v1/chat/completions", new Dictionary<string, string>(), line.Body, time.GetUtcNow());
        ApiCall call = new(http, request, seed, time, inProcess: true, cancellationToken);
        int status = await RunAsync(call).ConfigureAwait(false);
        return new BatchAnswer(line.CustomId, status, body.ToArray());
    }

    private async Task<int> RunAsync(ApiCall call)
    {
        try
        {
            // A delay would be time in the life of a request; those of a batch have none of their own.
            (_, FaultEffect? fault) = faults.Match(ApiRoute.BatchRequest, call.Request);
            if (fault is null || !await fault.ApplyAsync(call).ConfigureAwait(false))
                await chat(call).ConfigureAwait(false);
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
