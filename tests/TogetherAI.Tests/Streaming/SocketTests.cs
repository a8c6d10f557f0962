using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TogetherAI.Tests.Streaming;

/// <summary>The same faults over real sockets, on the loopback interface.</summary>
public class SocketTests
{
    private const string Headers = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Fact]
    public async Task Disposing_closes_the_connection_at_once()
    {
        await using Server server = new();
        await using ChatStream stream = await server.OpenAsync(Headers + Frame(Calls.Chunk("Once")));
        await using IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator();
        Assert.True(await chunks.MoveNextAsync());
        await stream.DisposeAsync();
        await server.ClientIsGone();
    }

    [Fact]
    public async Task Cancelling_between_two_chunks_closes_the_connection_at_once()
    {
        await using Server server = new();
        using CancellationTokenSource source = new();
        await using ChatStream stream = await server.OpenAsync(Headers + Frame(Calls.Chunk("Once")), source.Token);
        await using IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator();
        Assert.True(await chunks.MoveNextAsync());
        await source.CancelAsync();
        await server.ClientIsGone();
    }

    [Fact]
    public async Task A_reset_in_the_middle_keeps_the_text()
    {
        await using Server server = new();
        await using ChatStream stream = await server.OpenAsync(Headers + Frame(Calls.Chunk("Once")));
        await using IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator();
        Assert.True(await chunks.MoveNextAsync());
        server.Reset();
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(async () => await chunks.MoveNextAsync());
        Assert.Equal("Once", thrown.PartialText);
    }

    [Fact]
    public async Task A_body_that_stops_short_of_its_own_framing_is_interrupted()
    {
        await using Server server = new();
        await using ChatStream stream = await server.OpenAsync(Headers + Frame(Calls.Chunk("Once")) + "ff\r\ndata: {");
        server.Close();
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());
        Assert.Equal("Once", thrown.PartialText);
    }

    [Fact]
    public async Task A_reset_before_the_headers_is_tried_again()
    {
        await using Server server = new();
        Task<ChatResponse> call = server.Client.Chat.CreateAsync(Calls.Question);
        await server.AcceptAsync();
        server.Reset();
        await server.AcceptAsync();
        string json = Calls.Answer("ok");
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");
        Assert.Equal("ok", (await call).Text);
    }

    [Fact]
    public async Task A_finished_stream_gives_its_connection_back()
    {
        await using Server server = new();
        await using (ChatStream stream = await server.OpenAsync(Headers + Frame(Calls.Chunk("Once", "stop")) + Frame("[DONE]") + "0\r\n\r\n"))
            await stream.GetFinalResponseAsync();

        // The second request arrives on the connection of the first.
        Task<ChatResponse> call = server.Client.Chat.CreateAsync(Calls.Question);
        await server.ReadRequestAsync();
        string json = Calls.Answer("ok");
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");
        Assert.Equal("ok", (await call).Text);
    }

    [Fact]
    public async Task Twenty_streams_share_a_connection_though_each_body_ends_after_its_reader_has_gone()
    {
        ManualTimeProvider time = new();
        await using Server server = new(time);
        for (int i = 0; i < 20; i++)
        {
            Task<ChatStream> opening = server.Client.Chat.StreamAsync(Calls.Question);
            if (i == 0)
                await server.AcceptAsync();
            else
                await server.ReadRequestAsync(); // on the connection of the first
            await server.SendAsync(Headers + Frame(Calls.Chunk("Once", "stop")) + Frame("[DONE]"));
            await using (ChatStream stream = await opening)
                Assert.Equal("Once", (await stream.GetFinalResponseAsync()).Text);

            await server.SendAsync("0\r\n\r\n");
            await time.WhenQuiet().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System); // the limit for that end of the body is lifted
        }

        Assert.False(server.IsCalledAgain);
    }

    private static string Frame(string data)
    {
        string frame = "data: " + data + "\n\n";
        return $"{Encoding.UTF8.GetByteCount(frame):x}\r\n{frame}\r\n";
    }

    /// <summary>A server that speaks HTTP/1.1 by hand, one connection at a time.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private Socket _socket = null!;

        public Server(TimeProvider? time = null)
        {
            _listener.Start();
            TogetherClientOptions options = new()
            {
                BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
                Retry = { BaseDelay = TimeSpan.Zero },
                TimeProvider = time ?? TimeProvider.System,
            };
            Client = new TogetherClient(options);
        }

        public TogetherClient Client { get; }

        /// <summary>Whether a connection that nobody accepted is waiting.</summary>
        public bool IsCalledAgain => _listener.Pending();

        public async Task<ChatStream> OpenAsync(string answer, CancellationToken cancellationToken = default)
        {
            Task<ChatStream> opening = Client.Chat.StreamAsync(Calls.Question, cancellationToken);
            await AcceptAsync();
            await SendAsync(answer);
            return await opening;
        }

        public async Task AcceptAsync()
        {
            _socket = await _listener.AcceptSocketAsync();
            await ReadRequestAsync();
        }

        public async Task ReadRequestAsync()
        {
            byte[] buffer = new byte[8192];
            StringBuilder text = new();
            while (!text.ToString().EndsWith('}'))
            {
                int read = await _socket.ReceiveAsync(buffer);
                Assert.True(read > 0, "The client closed the connection before its request was complete.");
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }

        public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.UTF8.GetBytes(text));

        public void Reset()
        {
            _socket.LingerState = new LingerOption(true, 0);
            _socket.Close();
        }

        public void Close() => _socket.Close();

        /// <summary>Completes when the client has closed its end.</summary>
        public async Task ClientIsGone()
        {
            try
            {
                Assert.Equal(0, await _socket.ReceiveAsync(new byte[1]));
            }
            catch (SocketException)
            {
                // A reset says the same.
            }
        }

        public ValueTask DisposeAsync()
        {
            Client.Dispose();
            _socket?.Dispose();
            _listener.Dispose();
            return default;
        }
    }
}
