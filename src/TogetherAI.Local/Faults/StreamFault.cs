using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Faults;

internal enum StreamFaultKind
{
    Cut,
    Stall,
    ErrorFrame,
}

/// <summary>
/// Something that goes wrong after the headers. A stream that ends before its chunk is hit at its end, so that a fault is never lost.
/// </summary>
internal sealed record StreamFault(StreamFaultKind Kind, int AfterChunks, WireErrorDetail? Error = null)
{
    public Task BeforeChunkAsync(ApiCall call, SseWriter writer) =>
        call.Request.Chunks < AfterChunks ? Task.CompletedTask : StrikeAsync(call, writer);

    public Task BeforeEndAsync(ApiCall call, SseWriter writer) => StrikeAsync(call, writer);

    /// <summary>An answer in one piece is cut or stalled in its middle; in place of an error frame it is an error.</summary>
    public async Task InsteadOfWholeAsync(ApiCall call, byte[] body)
    {
        if (Kind == StreamFaultKind.ErrorFrame)
        {
            call.Http.Response.ContentLength = null;
            throw new ApiException(500, Error!.Type, Error.Message, Error.Param, Error.Code);
        }

        await call.Http.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), call.Aborted).ConfigureAwait(false);
        await call.FlushAsync().ConfigureAwait(false);
        if (Kind == StreamFaultKind.Cut)
            throw call.Cut();
        await call.StallAsync().ConfigureAwait(false);
    }

    private async Task StrikeAsync(ApiCall call, SseWriter writer)
    {
        switch (Kind)
        {
            case StreamFaultKind.Cut:
                throw call.Cut();
            case StreamFaultKind.Stall:
                await call.StallAsync().ConfigureAwait(false);
                break;
            default:
                await writer.WriteFrameAsync(new WireError(Error!), WireJson.Default.WireError).ConfigureAwait(false);
                throw new StreamEndedException();
        }
    }
}

/// <summary>A fault ended the stream with an error frame: nothing follows, and nothing is wrong with the server.</summary>
internal sealed class StreamEndedException : Exception;
