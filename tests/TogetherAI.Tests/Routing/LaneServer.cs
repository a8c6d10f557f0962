using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TogetherAI.Tests.Routing;

/// <summary>A lane over real sockets on the loopback interface; a test holds the other end of every connection.</summary>
internal sealed class LaneServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LaneServer() => _listener.Start();

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));

    /// <summary>Takes the next connection and reads its request.</summary>
    public async Task<(Socket Socket, string Request)> AcceptAsync()
    {
        Socket socket = await _listener.AcceptSocketAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        socket.NoDelay = true;
        byte[] buffer = new byte[64 * 1024];
        string request = "";
        while (!IsWhole(request))
        {
            int count = await socket.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
            Assert.NotEqual(0, count);
            request += Encoding.UTF8.GetString(buffer, 0, count);
        }

        return (socket, request);
    }

    public static Task OpenAsync(Socket socket) => SendAsync(
        socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + """data: {"id":"o1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""" + "\n\n");

    public static Task SayAsync(Socket socket, string text) => SendAsync(socket, "data: " + Calls.Chunk(text) + "\n\n");

    public static async Task FinishAsync(Socket socket)
    {
        await SendAsync(socket, "data: " + Calls.Chunk("", "stop") + "\n\ndata: [DONE]\n\n");
        socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Ends a connection as a crash does.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    /// <summary>Waits until the other side has let go.</summary>
    public static async Task ClosedAsync(Socket socket)
    {
        byte[] buffer = new byte[1];
        try
        {
            Assert.Equal(0, await socket.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System));
        }
        catch (SocketException)
        {
            // A reset lets go too.
        }
    }

    public void Dispose() => _listener.Dispose();

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));

    private static bool IsWhole(string request)
    {
        int end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        int at = request.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        int length = int.Parse(request.AsSpan(at + 16, request.IndexOf('\r', at) - at - 16), CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetByteCount(request.AsSpan(end + 4)) >= length;
    }
}
