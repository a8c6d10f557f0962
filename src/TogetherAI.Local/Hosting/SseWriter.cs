using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Hosting;

/// <summary>Writes an answer as server-sent events: <c>data: {…}</c>, a blank line, and <c>data: [DONE]</c> at the end.</summary>
internal sealed class SseWriter(ApiCall call) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(Stream.Null, WireJson.Writing);

    /// <summary>Sends the headers, so that the client knows that it was heard before the first token is there.</summary>
    public async Task StartAsync()
    {
        call.Start(200, "text/event-stream; charset=utf-8");
        call.Http.Response.Headers.CacheControl = "no-cache";
        await call.Http.Response.StartAsync(call.Aborted).ConfigureAwait(false);
    }

    public async Task WriteAsync<T>(T chunk, JsonTypeInfo<T> type)
    {
        if (call.StreamFault is { } fault)
            await fault.BeforeChunkAsync(call, this).ConfigureAwait(false);
        await WriteFrameAsync(chunk, type).ConfigureAwait(false);
        call.Request.CountChunk();
    }

    public async Task WriteFrameAsync<T>(T value, JsonTypeInfo<T> type)
    {
        IBufferWriter<byte> body = call.Http.Response.BodyWriter;
        body.Write("data: "u8);
        _json.Reset(body);
        JsonSerializer.Serialize(_json, value, type);
        body.Write("\n\n"u8);
        await call.FlushAsync().ConfigureAwait(false);
    }

    public async Task WriteDoneAsync()
    {
        if (call.StreamFault is { } fault)
            await fault.BeforeEndAsync(call, this).ConfigureAwait(false);
        call.Http.Response.BodyWriter.Write("data: [DONE]\n\n"u8);
        await call.FlushAsync().ConfigureAwait(false);
    }

    public void Dispose() => _json.Dispose();
}
