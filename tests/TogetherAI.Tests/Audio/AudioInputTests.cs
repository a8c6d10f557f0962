using System.Net;
using System.Text;

namespace TogetherAI.Tests.Audio;

/// <summary>Where recordings come from, and how often they can be sent.</summary>
public class AudioInputTests
{
    [Fact]
    public async Task A_file_is_opened_anew_for_every_attempt_and_closed_again()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.At("talk.ogg"), "one");
        FakeHandler handler = new FakeHandler()
            .Then(() =>
            {
                File.WriteAllText(folder.At("talk.ogg"), "two"); // would be refused while it is open
                return FakeHandler.Answer(HttpStatusCode.ServiceUnavailable, "", "text/plain");
            })
            .ThenJson("""{"text":"ok"}""");
        Assert.Equal("ok", (await SendAsync(handler, AudioInput.FromFile(folder.At("talk.ogg")))).Text);

        Assert.Equal("form-data; name=\"file\"; filename=\"talk.ogg\"|application/octet-stream|one", FormReader.Parts(handler.Requests[0].Body!)[^1]);
        Assert.Equal("form-data; name=\"file\"; filename=\"talk.ogg\"|application/octet-stream|two", FormReader.Parts(handler.Requests[1].Body!)[^1]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named_and_not_tried_again()
    {
        FakeHandler handler = new();
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(handler, AudioInput.FromFile("/no/such/talk.wav")));
        Assert.Contains("talk.wav", refused.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<IOException>(refused.InnerException);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task A_stream_that_can_seek_is_sent_again_from_where_it_stood_and_stays_open()
    {
        using MemoryStream stream = new("xxRIFF"u8.ToArray()) { Position = 2 };
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.InternalServerError, "", "text/plain").ThenJson("""{"text":"ok"}""");
        await SendAsync(handler, AudioInput.FromStream(stream, "a.wav"));

        Assert.All(handler.Requests, sent => Assert.EndsWith("|RIFF", FormReader.Parts(sent.Body!)[^1], StringComparison.Ordinal));
        Assert.Equal(2, handler.Requests.Count);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_allows_one_attempt()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.TooManyRequests, "", "text/plain");
        AudioInput recording = AudioInput.FromStream(new ScriptedStream().Write("RIFF").End(), "a.wav");
        Assert.False(recording.IsReplayable);

        TogetherRateLimitException told = await Assert.ThrowsAsync<TogetherRateLimitException>(() => SendAsync(handler, recording));
        Assert.Single(told.Attempts);
        Assert.EndsWith("|RIFF", FormReader.Parts(Assert.Single(handler.Requests).Body!)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_allows_one_call()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"text":"ok"}""");
        AudioInput recording = AudioInput.FromStream(new ScriptedStream().Write("RIFF").End(), "a.wav");
        await SendAsync(handler, recording);

        Assert.Contains("rewound", (await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(handler, recording))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_was_given_up_no_longer_reads_when_the_next_one_does()
    {
        using MemoryStream stream = new("RIFF"u8.ToArray());
        BorrowedStream source = new(stream);
        BorrowedStreamContent first = new(source);
        HangingStream wire = new();
        Task copying = first.CopyToAsync(wire);
        await wire.Reached;
        using MemoryStream second = new();
        Task next = new BorrowedStreamContent(source).CopyToAsync(second);
        Assert.False(next.IsCompleted);
        first.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying);
        await next;
        Assert.Equal("RIFF", Encoding.UTF8.GetString(second.ToArray()));
    }

    [Fact]
    public void What_cannot_be_a_recording_is_refused_at_once()
    {
        Assert.Throws<ArgumentException>(() => AudioInput.FromFile(" "));
        Assert.Throws<ArgumentException>(() => AudioInput.FromBytes(default, ""));
        Assert.Throws<ArgumentNullException>(() => AudioInput.FromStream(null!, "a.wav"));
        Assert.Throws<ArgumentException>(() => AudioInput.FromUrl(new Uri("file:///a.wav")));
        Assert.Throws<ArgumentException>(() => AudioInput.FromUrl(new Uri("a.wav", UriKind.Relative)));
        MemoryStream closed = new();
        closed.Dispose();
        Assert.Throws<ArgumentException>(() => AudioInput.FromStream(closed, "a.wav"));
    }

    private static async Task<Transcription> SendAsync(FakeHandler handler, AudioInput recording)
    {
        using TogetherClient client = Calls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(9) });
        return await client.Audio.TranscribeAsync(new TranscriptionRequest { File = recording });
    }

    /// <summary>A connection that takes nothing until it is given up.</summary>
    private sealed class HangingStream : Stream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            _reached.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
