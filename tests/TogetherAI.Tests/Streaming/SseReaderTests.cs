using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace TogetherAI.Tests.Streaming;

/// <summary>The rules of the WHATWG event-stream format, each on literal bytes.</summary>
public class SseReaderTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", new[] { "a", "b" })] // LF
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", new[] { "a", "b" })] // CRLF
    [InlineData("data: a\r\rdata: b\r\r", new[] { "a", "b" })] // CR
    [InlineData("data: a\r\n\ndata: b\n\r", new[] { "a", "b" })] // mixed
    [InlineData("\uFEFFdata: a\n\n", new[] { "a" })] // byte order mark
    [InlineData("data:a\n\n", new[] { "a" })] // no space after the colon
    [InlineData("data:  a\n\n", new[] { " a" })] // only one space is dropped
    [InlineData(": ping\n\ndata: a\n: still there\n\n", new[] { "a" })] // comments
    [InlineData("data: a\ndata: b\ndata:\ndata: c\n\n", new[] { "a\nb\n\nc" })] // several data lines
    [InlineData("data\n\n", new[] { "" })] // a field without a colon has an empty value
    [InlineData("event: x\nid: 1\nretry: 5\ndata: a\n\n", new[] { "a" })] // other fields
    [InlineData("event: x\n\ndata: a\n\n", new[] { "a" })] // an event without data is none
    [InlineData("dataset: no\n data: no\nDATA: no\ndata: a\n\n", new[] { "a" })] // names are exact
    [InlineData("\n\n\ndata: a\n\n\n\n", new[] { "a" })] // extra blank lines
    [InlineData("data: a\n\ndata: b\n", new[] { "a", "b" })] // the last blank line is missing
    [InlineData("data: a\n\ndata: b", new[] { "a", "b" })] // the last line end is missing too
    [InlineData("data: a\n\n: bye", new[] { "a" })]
    [InlineData("data: a: b\n\n", new[] { "a: b" })] // only the first colon counts
    [InlineData("data: größe 🦊 \u0000 x\n\n", new[] { "größe 🦊 \u0000 x" })]
    [InlineData("", new string[0])]
    [InlineData("\n", new string[0])]
    public async Task The_rules_hold_wherever_the_bytes_are_split(string text, string[] expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int split = 0; split <= bytes.Length; split++)
            Assert.Equal(expected, await ReadAsync(bytes[..split], bytes[split..]));
        Assert.Equal(expected, await ReadAsync([.. bytes.Select(one => new[] { one })]));
    }

    [Fact]
    public async Task Two_byte_order_marks_are_one_too_many() =>
        Assert.Equal(["b"], await ReadAsync(Encoding.UTF8.GetBytes("\uFEFF\uFEFFdata: a\n\ndata: b\n\n")));

    [Fact]
    public async Task A_buffer_of_many_segments_is_read_like_one()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("data: {\"a\":\"größe\"}\r\n\r\ndata: [DONE]\n\n");
        for (int size = 1; size <= bytes.Length; size++)
        {
            PipeReader reader = new SegmentedReader(bytes, size);
            using SseReader events = new(reader);
            List<string> read = [];
            while (await events.ReadAsync(default))
                read.Add(Encoding.UTF8.GetString(events.Data));
            Assert.Equal(["{\"a\":\"größe\"}", "[DONE]"], read);
        }
    }

    [Fact]
    public async Task An_event_is_given_out_before_the_next_byte_arrives()
    {
        ScriptedStream body = new();
        using SseReader events = new(PipeReader.Create(body));
        body.Write("data: a\r\n\r"); // the line feed may or may not follow
        Assert.True(await events.ReadAsync(default));
        Assert.Equal("a", Encoding.UTF8.GetString(events.Data));
        body.Write("\ndata: b\n\n").End();
        Assert.True(await events.ReadAsync(default));
        Assert.Equal("b", Encoding.UTF8.GetString(events.Data));
        Assert.False(await events.ReadAsync(default));
        Assert.False(await events.ReadAsync(default));
    }

    [Fact]
    public async Task An_endless_line_is_refused()
    {
        ScriptedStream body = new();
        byte[] piece = Encoding.UTF8.GetBytes("data: " + new string('x', 1 << 20));
        for (int i = 0; i < 65; i++)
            body.Write(piece);
        using SseReader events = new(PipeReader.Create(body.End()));
        await Assert.ThrowsAsync<TogetherResponseException>(async () => await events.ReadAsync(default));
    }

    private static async Task<List<string>> ReadAsync(params byte[][] pieces)
    {
        ScriptedStream body = new();
        foreach (byte[] piece in pieces)
        {
            if (piece.Length > 0)
                body.Write(piece);
        }

        using SseReader events = new(PipeReader.Create(body.End()));
        List<string> read = [];
        while (await events.ReadAsync(default))
            read.Add(Encoding.UTF8.GetString(events.Data));
        return read;
    }

    /// <summary>Gives out everything at once, in segments of one size, empty ones in between.</summary>
    private sealed class SegmentedReader(byte[] bytes, int size) : PipeReader
    {
        private bool _read;

        public override void AdvanceTo(SequencePosition consumed)
        {
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
        }

        public override void CancelPendingRead()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            Assert.False(_read);
            _read = true;
            Segment first = new(default, null);
            Segment last = first;
            for (int at = 0; at < bytes.Length; at += size)
            {
                last = new Segment(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), last);
                last = new Segment(default, last);
            }

            return new(new ReadResult(new ReadOnlySequence<byte>(first, 0, last, 0), isCanceled: false, isCompleted: true));
        }

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        private sealed class Segment : ReadOnlySequenceSegment<byte>
        {
            public Segment(ReadOnlyMemory<byte> memory, Segment? before)
            {
                Memory = memory;
                if (before is null)
                    return;
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
