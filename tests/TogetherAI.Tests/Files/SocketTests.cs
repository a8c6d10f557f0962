using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TogetherAI.Tests.Files;

/// <summary>Transfers over real sockets, on the loopback interface, where breaks look as they do in life.</summary>
public sealed class SocketTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TogetherClient _client;

    public SocketTests()
    {
        _listener.Start();
        _client = new TogetherClient(new TogetherClientOptions
        {
            BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
            TimeProvider = new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(30) },
        });
    }

    public void Dispose()
    {
        _client.Dispose();
        _listener.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_download_goes_on_after_a_connection_that_broke(bool reset)
    {
        using MemoryStream destination = new();
        Milestone half = new(5);
        Task download = _client.Files.DownloadAsync("file-1", destination, progress: half);
        using (Socket first = await _listener.AcceptSocketAsync())
        {
            await ReadRequestAsync(first);
            await SendAsync(first, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: \"v1\"\r\n\r\n01234");
            await half.Reached;
            if (reset)
                first.LingerState = new LingerOption(true, 0);
        }

        using Socket second = await _listener.AcceptSocketAsync();
        string request = await ReadRequestAsync(second);
        Assert.Contains("\r\nRange: bytes=5-\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nIf-Range: \"v1\"\r\n", request, StringComparison.Ordinal);
        await SendAsync(second, "HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\nContent-Range: bytes 5-9/10\r\nETag: \"v1\"\r\n\r\n56789");
        await download;
        Assert.Equal("0123456789", Encoding.ASCII.GetString(destination.ToArray()));
    }

    [Fact]
    public async Task An_upload_announces_its_length()
    {
        Task<TogetherFile> upload = _client.Files.UploadAsync(new MemoryStream(new byte[300_000]), "a.csv", FilePurpose.Eval);
        using Socket socket = await _listener.AcceptSocketAsync();
        string request = await ReadRequestAsync(socket);
        Assert.DoesNotContain("Transfer-Encoding", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(new string('\0', 300_000), request, StringComparison.Ordinal);

        const string Json = """{"id":"file-1"}""";
        await SendAsync(socket, $"HTTP/1.1 200 OK\r\nContent-Length: {Json.Length}\r\n\r\n{Json}");
        Assert.Equal("file-1", (await upload).Id);
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_uploaded_is_no_broken_connection()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let a file shrink that is being read.");
        using TemporaryFolder folder = new();
        await File.WriteAllBytesAsync(folder.At("a.csv"), new byte[300_000]);
        Shrinker progress = new(folder.At("a.csv"));
        Task<TogetherFile> upload = _client.Files.UploadAsync(folder.At("a.csv"), FilePurpose.Eval, progress: progress);
        using Socket socket = await _listener.AcceptSocketAsync();

        IOException thrown = await Assert.ThrowsAsync<IOException>(() => upload);
        Assert.Contains("became shorter than its 300000 bytes", thrown.Message, StringComparison.Ordinal);
    }

    private static async Task<string> ReadRequestAsync(Socket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        StringBuilder text = new();
        while (true)
        {
            string soFar = text.ToString();
            int end = soFar.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            int at = soFar.IndexOf("Content-Length: ", StringComparison.Ordinal) + 16;
            int length = at < 16 || at > end ? 0 : int.Parse(soFar[at..soFar.IndexOf('\r', at)], CultureInfo.InvariantCulture);
            if (end >= 0 && soFar.Length >= end + 4 + length)
                return soFar;
            int read = await socket.ReceiveAsync(buffer);
            Assert.True(read > 0, "The client closed the connection before its request was complete.");
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Tells when so many bytes have come.</summary>
    private sealed class Milestone(long bytes) : IProgress<TransferProgress>
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Report(TransferProgress value)
        {
            if (value.BytesTransferred >= bytes)
                _reached.TrySetResult();
        }
    }

    /// <summary>Cuts the file down when half of it has been read.</summary>
    private sealed class Shrinker(string path) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            if (value.BytesTransferred > 100_000)
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.SetLength(50_000);
            }
        }
    }
}
