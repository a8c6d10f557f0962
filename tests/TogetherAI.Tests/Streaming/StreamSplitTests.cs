using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TogetherAI.Tests.Streaming;

public class StreamSplitTests
{
    [Fact]
    public async Task A_long_answer_is_the_same_wherever_the_network_cuts_it()
    {
        byte[] bytes = LongAnswer();
        (string Text, string[] Chunks) expected = await ReadAsync(bytes, bytes.Length);
        Assert.Equal(14, expected.Chunks.Length);
        Assert.StartsWith("Größe 🦊 0 Größe 🦊 1 ", expected.Text, StringComparison.Ordinal);

        for (int offset = 0; offset < bytes.Length; offset++)
        {
            (string Text, string[] Chunks) actual = await ReadAsync(bytes, offset);
            Assert.Equal(expected.Text, actual.Text);
            Assert.Equal(expected.Chunks, actual.Chunks);
        }
    }

    private static byte[] LongAnswer()
    {
        StringBuilder text = new("\uFEFF: connected\r\n\r\n");
        string[] ends = ["\n\n", "\r\n\r\n", "\r\r"];
        text.Append("data: {\"id\":\"o1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
        for (int i = 0; i < 12; i++)
            text.Append(i % 2 == 0 ? "data: " : "data:").Append(Calls.Chunk(string.Create(CultureInfo.InvariantCulture, $"Größe 🦊 {i} "))).Append(ends[i % 3]);
        text.Append("data: {\"id\":\"o1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\ndata: \"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":40,\"total_tokens\":41}}\n\n");
        text.Append("data: [DONE]");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task<(string Text, string[] Chunks)> ReadAsync(byte[] bytes, int offset)
    {
        ScriptedStream body = new();
        if (offset > 0)
            body.Write(bytes[..offset]);
        if (offset < bytes.Length)
            body.Write(bytes[offset..]);
        await using StreamFaultTests.Opened opened = await StreamFaultTests.OpenAsync(body.End());
        List<string> chunks = [];
        await foreach (ChatChunk chunk in opened.Stream)
            chunks.Add(JsonSerializer.Serialize(chunk, TogetherJsonContext.Default.ChatChunk));
        return ((await opened.Stream.GetFinalResponseAsync()).Text, [.. chunks]);
    }
}
