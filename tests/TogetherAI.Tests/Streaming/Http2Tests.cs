using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TogetherAI.Tests.Streaming;

/// <summary>HTTP/2, as client and server agree on it over TLS: streams share a connection, and one that is given up ends alone.</summary>
public sealed class Http2Tests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly X509Certificate2 _certificate = CreateCertificate();
    private readonly Channel<Exchange> _exchanges = Channel.CreateUnbounded<Exchange>();
    private WebApplication _server = null!;
    private TogetherClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(_certificate);
        }));
        _server = builder.Build();
        _server.Run(ServeAsync);
        await _server.StartAsync();

        TogetherClientOptions options = new() { ApiKey = "k", BaseAddress = new Uri(_server.Urls.Single()) };
        SocketsHttpHandler handler = TogetherClient.CreateHandler(options);
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            // Our own certificate and no other.
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate?.GetCertHashString(HashAlgorithmName.SHA256) == _certificate.GetCertHashString(HashAlgorithmName.SHA256),
        };
        _client = new TogetherClient(options, handler);
    }

    [Fact]
    public async Task A_stream_that_is_given_up_leaves_its_connection_to_the_others()
    {
        await using ChatStream given = await _client.Chat.StreamAsync(Calls.Question);
        Exchange first = await ArrivalAsync();
        await using ChatStream kept = await _client.Chat.StreamAsync(Calls.Question);
        Exchange second = await ArrivalAsync();
        Assert.Equal(("HTTP/2", "HTTP/2"), (first.Protocol, second.Protocol));
        Assert.Equal(first.Connection, second.Connection);

        await using (IAsyncEnumerator<ChatChunk> chunks = given.GetAsyncEnumerator())
            Assert.True(await chunks.MoveNextAsync());
        await given.DisposeAsync();
        await first.Aborted.WaitAsync(s_patience, TimeProvider.System);
        Assert.False(second.Aborted.IsCompleted);

        second.Rest.Writer.TryWrite(Calls.Chunk(" upon", "stop"));
        second.Rest.Writer.TryWrite("[DONE]");
        second.Rest.Writer.Complete();
        Assert.Equal("Once upon", (await kept.GetFinalResponseAsync()).Text);

        await using ChatStream later = await _client.Chat.StreamAsync(Calls.Question);
        Exchange third = await ArrivalAsync();
        Assert.Equal(first.Connection, third.Connection);
    }

    [Fact]
    public async Task Cancelling_a_stream_that_waits_ends_it_upstream()
    {
        using CancellationTokenSource source = new();
        await using ChatStream stream = await _client.Chat.StreamAsync(Calls.Question, source.Token);
        Exchange exchange = await ArrivalAsync();
        Task<ChatResponse> whole = stream.GetFinalResponseAsync();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => whole);
        await exchange.Aborted.WaitAsync(s_patience, TimeProvider.System);
    }

    [Fact]
    public async Task A_stream_that_the_server_resets_keeps_its_text()
    {
        await using ChatStream stream = await _client.Chat.StreamAsync(Calls.Question);
        Exchange exchange = await ArrivalAsync();
        await using IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator();
        Assert.True(await chunks.MoveNextAsync());
        exchange.Rest.Writer.Complete(new IOException("out of memory"));
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(async () => await chunks.MoveNextAsync());
        Assert.Equal("Once", thrown.PartialText);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task<Exchange> ArrivalAsync() => await _exchanges.Reader.ReadAsync().AsTask().WaitAsync(s_patience, TimeProvider.System);

    /// <summary>Sends a first chunk, then what the test hands in.</summary>
    private async Task ServeAsync(HttpContext context)
    {
        TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        context.RequestAborted.Register(aborted.SetResult); // never taken back: what is below ends by the same token, and may be the faster
        Exchange exchange = new(context.Connection.Id, context.Request.Protocol, aborted.Task, Channel.CreateUnbounded<string>());
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync($"data: {Calls.Chunk("Once")}\n\n");
        await context.Response.Body.FlushAsync();
        await _exchanges.Writer.WriteAsync(exchange);
        try
        {
            await foreach (string frame in exchange.Rest.Reader.ReadAllAsync(context.RequestAborted))
                await context.Response.WriteAsync($"data: {frame}\n\n");
        }
        catch (IOException)
        {
            context.Abort();
        }
        catch (OperationCanceledException)
        {
            // The client has gone, as Aborted tells.
        }
    }

    private static X509Certificate2 CreateCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null); // not every TLS takes a key that is in memory only
    }

    private sealed record Exchange(string Connection, string Protocol, Task Aborted, Channel<string> Rest);
}
