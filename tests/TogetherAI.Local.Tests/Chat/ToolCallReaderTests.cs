using System.Text;
using TogetherAI.Local.Answers;

namespace TogetherAI.Local.Tests.Chat;

public class ToolCallReaderTests
{
    [Theory]
    [InlineData("Plain text, a < b.", "Plain text, a < b.|eos")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>", "[0 f {\"a\": 1}]|tool_calls")]
    [InlineData("Sure.\n<tool_call>{\"name\":\"f\",\"arguments\":{}}</tool_call>", "Sure.\n[0 f {}]|tool_calls")]
    [InlineData("<tool_call>{\"name\":\"f\",\"arguments\":{}}</tool_call>\n<tool_call>{\"name\":\"g\"}</tool_call>\n", "[0 f {}][1 g {}]|tool_calls")]
    [InlineData("<tool_call>{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}</tool_call>", "[0 f {\"a\":1}]|tool_calls")]
    [InlineData("<tool_call>{\"name\":", "<tool_call>{\"name\":|eos")]
    [InlineData("<tool_call>no json</tool_call>", "<tool_call>no json</tool_call>|eos")]
    [InlineData("<tool_call>{\"name\":5}</tool_call>", "<tool_call>{\"name\":5}</tool_call>|eos")]
    [InlineData("<tool_call>[]</tool_call>", "<tool_call>[]</tool_call>|eos")]
    [InlineData("The tag <tool_ca", "The tag <tool_ca|eos")]
    public async Task Finds_calls_however_the_text_is_cut(string text, string expected)
    {
        for (int size = 1; size <= text.Length; size++)
            Assert.Equal(expected, await ReadAsync(text, size));
    }

    [Fact]
    public async Task Text_that_cannot_become_a_call_is_not_held_back()
    {
        List<string> shown = [];
        await foreach (AnswerPiece piece in ToolCallReader.ReadAsync(Pieces("1 < 2 and <tool", 1), "c", default))
            shown.Add(piece.Text);
        Assert.Equal(["1", " ", "", "< ", "2", " ", "a", "n", "d", " ", "", "", "", "", "<tool"], shown);
    }

    private static async Task<string> ReadAsync(string text, int size)
    {
        StringBuilder result = new();
        await foreach (AnswerPiece piece in ToolCallReader.ReadAsync(Pieces(text, size), "c", default))
        {
            result.Append(piece.Text);
            if (piece.ToolCall is { } call)
                result.Append('[').Append(call.Index).Append(' ').Append(call.Function.Name).Append(' ').Append(call.Function.Arguments).Append(']');
            if (piece.FinishReason is { } reason)
                result.Append('|').Append(reason);
        }

        return result.ToString();
    }

    private static async IAsyncEnumerable<AnswerPiece> Pieces(string text, int size)
    {
        await Task.CompletedTask;
        for (int i = 0; i < text.Length; i += size)
        {
            int length = Math.Min(size, text.Length - i);
            yield return new AnswerPiece { TokenId = i, Text = text.Substring(i, length), FinishReason = i + length == text.Length ? "eos" : null };
        }
    }
}
