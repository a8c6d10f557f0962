using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TogetherAI.Local.Faults;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Hosting;

/// <summary>One request on its way through the server. Used by one request at a time; not thread-safe.</summary>
internal sealed class ApiCall(
    HttpContext http, LoggedRequest request, int serverSeed, TimeProvider time, bool inProcess, CancellationToken aborted)
{
    private readonly VirtualTimeProvider? _virtualTime = time as VirtualTimeProvider;

    public HttpContext Http { get; } = http;

    public LoggedRequest Request { get; } = request;

    /// <summary><see cref="LocalTogetherOptions.Seed"/>.</summary>
    public int ServerSeed { get; } = serverSeed;

    public TimeProvider Time { get; } = time;

    /// <summary>Cancelled when the client goes away or the server stops: whatever works for this request ends.</summary>
    public CancellationToken Aborted { get; } = aborted;

    /// <summary>Whose request it is: each API key is a caller. Its hash, since nothing here needs the key; null where there is none.</summary>
    public string? Caller { get; } = http.Request.Headers.Authorization is [{ Length: > 0 } key]
        ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))
        : null;

    /// <summary>What a fault script has in mind for the middle of the answer.</summary>
    public StreamFault? StreamFault { get; set; }

    /// <summary>Unix seconds.</summary>
    public long Created => Time.GetUtcNow().ToUnixTimeSeconds();

    public void Start(int status, string contentType)
    {
        Http.Response.StatusCode = status;
        Http.Response.ContentType = contentType;
        Request.Answering(status);
    }

    public async Task WriteJsonAsync<T>(int status, T value, JsonTypeInfo<T> type)
    {
        byte[] body = Serialize(value, type);
        Http.Response.ContentLength = body.Length;
        Start(status, "application/json; charset=utf-8");
        if ((status is 200 or 201) && StreamFault is { } fault)
            await fault.InsteadOfWholeAsync(this, body).ConfigureAwait(false);
        await Http.Response.Body.WriteAsync(body, Aborted).ConfigureAwait(false);
    }

    /// <summary>Answers 204, which has no body.</summary>
    public void WriteNothing()
    {
        Http.Response.StatusCode = 204;
        Request.Answering(204);
    }

    /// <summary>Sends what was written. A client that does not read makes this wait, and its clock may go on meanwhile.</summary>
    public async Task FlushAsync()
    {
        ValueTask<System.IO.Pipelines.FlushResult> flush = Http.Response.BodyWriter.FlushAsync(Aborted);
        if (flush.IsCompletedSuccessfully)
            return;
        _virtualTime?.EndServing();
        try
        {
            await flush.ConfigureAwait(false);
        }
        finally
        {
            _virtualTime?.BeginServing();
        }
    }

    public Task DelayAsync(TimeSpan delay) => DelayAsync(delay, Aborted);

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        _virtualTime?.WaitServingAsync(delay, cancellationToken) ?? Task.Delay(delay, Time, cancellationToken);

    /// <summary>Says nothing more until the client gives up.</summary>
    public Task StallAsync() => _virtualTime?.StallServingAsync(Aborted) ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Aborted);

    /// <summary>Cuts the connection before anything was sent.</summary>
    public OperationCanceledException Reset()
    {
        Http.Abort();
        return new OperationCanceledException("A fault cut the connection.");
    }

    /// <summary>
    /// Cuts the connection in the middle of the body. What was written arrives before: aborting would take it back on both hosts, and
    /// how much of it would be a matter of luck.
    /// </summary>
    public Exception Cut()
    {
        if (!inProcess)
            return new ConnectionCutException();
        Http.Response.AppendTrailer(InProcessHandler.CutTrailer, "1");
        return new OperationCanceledException("A fault cut the connection.");
    }

    public static byte[] Serialize<T>(T value, JsonTypeInfo<T> type)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, WireJson.Writing))
            JsonSerializer.Serialize(writer, value, type);
        return buffer.ToArray();
    }
}
