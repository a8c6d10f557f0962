using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TogetherAI.Tests.Routing;

/// <summary>Two lanes on one loopback server that answers, cuts, aborts, refuses and falls silent by chance, and counts what it holds.</summary>
internal sealed class UnreliableServer : IAsyncDisposable
{
    private static readonly byte[] s_role = Frame("""{"id":"o1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""");
    private static readonly byte[] s_token = Frame(Calls.Chunk("x"));
    private static readonly byte[] s_end = [.. Frame(Calls.Chunk("", "stop")), .. Frame("[DONE]")];

    private readonly WebApplication _app;
    private int _requests;
    private int _connections;
    private long _served;

    private UnreliableServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Requests under way.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Connections that are open.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public static async Task<UnreliableServer> StartAsync()
    {
        UnreliableServer? server = null;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Use(next => async connection =>
        {
            Interlocked.Increment(ref server!._connections);
            try
            {
                await next(connection);
            }
            finally
            {
                Interlocked.Decrement(ref server._connections);
            }
        })));
        WebApplication app = builder.Build();
        server = new UnreliableServer(app);
        app.Run(server.ServeAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static byte[] Frame(string json) => Encoding.UTF8.GetBytes("data: " + json + "\n\n");

    private async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            await AnswerAsync(context, (int)(StableHash.Mix((ulong)Interlocked.Increment(ref _served)) % 4000));
        }
        catch (OperationCanceledException)
        {
            // The client went away: that is part of the plan.
        }
        finally
        {
            Interlocked.Decrement(ref _requests);
        }
    }

    private static async Task AnswerAsync(HttpContext context, int mood)
    {
        CancellationToken gone = context.RequestAborted;
        if (mood < 40)
        {
            context.Abort();
            return;
        }

        if (mood is >= 400 and < 416)
        {
            // Few are turned away for their rate: each such answer makes the router slower, and the test with it.
            context.Response.StatusCode = mood < 402 ? 429 : mood < 406 ? 503 : 500;
            context.Response.Headers["retry-after-ms"] = "5";
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.WriteAsync(s_role, gone);
        await context.Response.Body.FlushAsync(gone);
        if (mood is > 200 and < 210)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, gone);
        await context.Response.Body.WriteAsync(s_token, gone);
        await context.Response.Body.FlushAsync(gone);
        if (mood is > 300 and < 340)
        {
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(s_end, gone);
    }
}
