using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Tests.Files;

namespace TogetherAI.Tests.Batches;

/// <summary>The input of a batch: one line a request, ids that can be told apart.</summary>
public class BatchFileWriterTests
{
    [Fact]
    public async Task A_request_is_a_line()
    {
        using MemoryStream stream = new();
        await using (BatchFileWriter writer = new(stream, leaveOpen: true))
        {
            await writer.WriteAsync("a\"1", Calls.Question);
            await writer.WriteAsync("b", new JsonObject { ["model"] = "whisper", ["file"] = "https://example.test/a.mp3" });
            Assert.Equal((2, stream.Length), (writer.Count, writer.BytesWritten));
        }

        string[] lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
        Assert.Equal(3, lines.Length);
        Wire.Same("""{"custom_id":"a\"1","body":{"model":"m","messages":[{"role":"user","content":"?"}],"max_tokens":8}}""", lines[0]);
        Wire.Same("""{"custom_id":"b","body":{"model":"whisper","file":"https://example.test/a.mp3"}}""", lines[1]);
        Assert.Equal("", lines[2]);
    }

    [Fact]
    public async Task Line_breaks_within_a_request_do_not_break_the_line()
    {
        using MemoryStream stream = new();
        await using BatchFileWriter writer = new(stream);
        await writer.WriteAsync("a", Calls.Question with
        {
            Messages = [ChatMessage.User("one\ntwo\r\n\u2028")],
            ChatTemplateKwargs = new Dictionary<string, JsonElement> { ["k"] = JsonDocument.Parse("{\n  \"x\": [\n1 ]\n}").RootElement },
            ExtraBody = JsonNode.Parse("{\n \"future\": {\n \"y\": 1 } }")!.AsObject(),
        });

        string text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Equal(text.Length - 1, text.IndexOf('\n', StringComparison.Ordinal));
        Wire.Same(
            """
            {"custom_id":"a","body":{"model":"m","messages":[{"role":"user","content":"one\ntwo\r\n\u2028"}],"max_tokens":8,
             "chat_template_kwargs":{"k":{"x":[1]}},"future":{"y":1}}}
            """,
            text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task An_id_has_1_to_64_characters(int length)
    {
        using MemoryStream stream = new();
        await using BatchFileWriter writer = new(stream);
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(async () => await writer.WriteAsync(new string('x', length), Calls.Question));
        Assert.Contains("request 1 ", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("customId", thrown.ParamName);

        await writer.WriteAsync(new string('x', 64), Calls.Question);
        Assert.Equal(1, writer.Count);
        Assert.Equal(1, stream.ToArray().Count(static b => b == '\n'));
    }

    [Fact]
    public async Task No_two_ids_are_the_same()
    {
        using MemoryStream stream = new();
        await using BatchFileWriter writer = new(stream);
        await writer.WriteAsync("a", Calls.Question);
        await writer.WriteAsync("A", Calls.Question);
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(async () => await writer.WriteAsync("a", Calls.Question));
        Assert.Contains("'a'", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(2, writer.Count);
    }

    [Fact]
    public async Task A_request_that_cannot_be_written_leaves_no_trace()
    {
        using MemoryStream stream = new();
        await using BatchFileWriter writer = new(stream);
        ChatRequest bad = Calls.Question with { ExtraBody = new JsonObject { ["model"] = "other" } };
        await Assert.ThrowsAsync<ArgumentException>(async () => await writer.WriteAsync("a", bad));
        await Assert.ThrowsAsync<ArgumentException>(async () => await writer.WriteAsync("\ud800", Calls.Question));
        Assert.Equal((0, 0L, 0L), (writer.Count, writer.BytesWritten, stream.Length));

        await writer.WriteAsync("a", Calls.Question);
        Wire.Same("""{"custom_id":"a","body":{"model":"m","messages":[{"role":"user","content":"?"}],"max_tokens":8}}""", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task A_file_is_written_and_closed()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.At("in.jsonl"), new string('x', 1000));
        await using (BatchFileWriter writer = BatchFileWriter.Create(folder.At("in.jsonl")))
            await writer.WriteAsync("a", Calls.Question);
        Wire.Same(
            """{"custom_id":"a","body":{"model":"m","messages":[{"role":"user","content":"?"}],"max_tokens":8}}""",
            await File.ReadAllTextAsync(folder.At("in.jsonl")));
    }

    [Fact]
    public void A_stream_that_takes_nothing_is_refused() =>
        Assert.Throws<ArgumentException>(() => new BatchFileWriter(new MemoryStream([], writable: false)));
}
