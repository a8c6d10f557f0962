using System.Text;

namespace TogetherAI.Tests.Batches;

/// <summary>Where lines begin and end, however the bytes arrive.</summary>
public class LineReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("\n", "1:")]
    [InlineData("a", "1:a")]
    [InlineData("a\nb\n", "1:a|2:b")]
    [InlineData("a\r\n\r\nb", "1:a|2:|3:b")]
    [InlineData("\uFEFFa\n\uFEFFb", "1:a|2:\uFEFFb")]
    [InlineData("12345678\n1", "1:12345678|2:1")]
    [InlineData("123456789\n1", "1:12345678+|2:1")]
    [InlineData("123456789abcdefghijklmnopq\nx\n123456789", "1:12345678+|2:x|3:12345678+")]
    public async Task Lines_are_cut_at_their_ends_and_at_the_limit(string text, string lines)
    {
        for (int size = 1; size <= text.Length + 1; size++)
        {
            ScriptedStream stream = new();
            foreach (byte[] piece in Encoding.UTF8.GetBytes(text).Chunk(size))
                stream.Write(piece);
            LineReader reader = new(stream.End(), maxLength: 8);
            List<string> got = [];
            while (await reader.ReadAsync(default) is { } line)
                got.Add($"{line.Number}:{Encoding.UTF8.GetString(line.Text.Span)}{(line.IsTruncated ? "+" : "")}");
            Assert.Equal(lines, string.Join('|', got));
        }
    }

    [Fact]
    public async Task A_long_line_is_put_together()
    {
        string text = new('x', 200_000);
        LineReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(text + "\ny")));
        Assert.Equal(200_000, (await reader.ReadAsync(default))!.Value.Text.Length);
        Assert.Equal("y"u8.ToArray(), (await reader.ReadAsync(default))!.Value.Text.ToArray());
        Assert.Null(await reader.ReadAsync(default));
    }
}
