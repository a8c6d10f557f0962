namespace TogetherAI.Tests.Files.Checking;

/// <summary>What is found in a file for batches, and where.</summary>
public class BatchCheckTests
{
    [Fact]
    public async Task A_good_file_has_no_problems()
    {
        FileCheckReport report = await Check.BatchAsync(Check.Request("a"), Check.Request("\\u00e4\\ud83d\\ude00"), Check.Request("c") + "\r", "");
        Assert.Empty(report.Problems);
        Assert.True(report.IsValid && report.IsComplete);
        Assert.Equal((3, "m", "lines.jsonl"), (report.Lines, report.Model, report.FileName));
    }

    [Theory]
    [InlineData("[1]", 1, null, "The line holds an array; it has to hold one JSON object.")]
    [InlineData("{\"custom_id\":\"x\",}", 18, null, "The line is not JSON: ")]
    [InlineData("{\"custom_id\":\"x\"", 17, null, "The line is not JSON: ")]
    [InlineData("\u00e4\u00f6 {}", 1, null, "The line is not JSON: ")]
    [InlineData("{\"\u00e4\":\"\ud83d\ude00\", 5}", 12, null, "The line is not JSON: ")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}} {}", 69, null, "The line is not JSON: ")]
    [InlineData("  ", 0, null, "The line is empty")]
    [InlineData("{\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}}", 0, "custom_id", "'custom_id' is missing")]
    [InlineData("{\"custom_id\":7,\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}}", 14, "custom_id", "'custom_id' is a number; it has to be a string.")]
    [InlineData("{\"custom_id\":\"\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}}", 14, "custom_id", "'custom_id' has 0 characters; it has to have 1 to 64.")]
    [InlineData("{\"custom_id\":\"\\ud800\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}}", 14, "custom_id", "'custom_id' holds half a surrogate pair")]
    [InlineData("{\"custom_id\":\"x\",\"custom_id\":\"x\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}}", 18, "custom_id", "'custom_id' stands here a second time")]
    [InlineData("{\"custom_id\":\"x\"}", 0, "body", "'body' is missing")]
    [InlineData("{\"custom_id\":\"x\",\"body\":\"m\"}", 25, "body", "'body' is a string; it has to be the request, an object.")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"messages\":[{\"role\":\"user\"}]}}", 25, "body.model", "'body.model' is missing")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"model\":null,\"messages\":[{\"role\":\"user\"}]}}", 34, "body.model", "'body.model' is null; it has to be a string.")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"model\":\"\",\"messages\":[{\"role\":\"user\"}]}}", 34, "body.model", "'body.model' is empty")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"model\":\"m\"}}", 25, "body.messages", "'body.messages' is missing")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"model\":\"m\",\"messages\":{}}}", 49, "body.messages", "'body.messages' is an object; it has to be an array of messages.")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"model\":\"m\",\"messages\":[]}}", 49, "body.messages", "'body.messages' is empty")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"model\":\"m\",\"messages\":[\"hi\"]}}", 50, "body.messages", "A message is a string; it has to be an object.")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"model\":\"m\",\"messages\":[{\"content\":\"hi\"}]}}", 50, "body.messages.role", "A message has no 'role'")]
    [InlineData("{\"custom_id\":\"x\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":true}]}}", 58, "body.messages.role", "'body.messages.role' is true or false; it has to be a string.")]
    public async Task A_problem_is_told_with_its_place(string line, int column, string? field, string message)
    {
        FileCheckReport report = await Check.BatchAsync(Check.Good, line, Check.Request("z"));
        FileProblem problem = Assert.Single(report.Problems);
        Assert.Equal((2L, column, field), (problem.Line, problem.Column, problem.Field));
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", problem.Message, StringComparison.Ordinal);
        Assert.False(report.IsValid);
        Assert.Equal(3, report.Lines);
    }

    [Fact]
    public async Task An_id_may_have_64_characters_and_no_more()
    {
        Assert.True((await Check.BatchAsync(Check.Request(new string('\u00e4', 64)))).IsValid);
        FileProblem problem = Assert.Single((await Check.BatchAsync(Check.Request(new string('\u00e4', 65)))).Problems);
        Assert.Equal("line 1, column 14: 'custom_id' has 65 characters; it has to have 1 to 64.", problem.ToString());
    }

    [Fact]
    public async Task An_id_that_comes_twice_is_told_with_both_places_however_it_is_written()
    {
        FileCheckReport report = await Check.BatchAsync(Check.Request("a"), Check.Request("b"), Check.Request("\\u0061"), Check.Request("a"));
        Assert.Equal([3L, 4L], report.Problems.Select(problem => problem.Line));
        Assert.All(report.Problems, problem => Assert.Contains("the same as on line 1", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_model_is_told_of()
    {
        FileCheckReport report = await Check.BatchAsync(Check.Request("a"), Check.Request("b", "m2"), Check.Request("c"));
        FileProblem problem = Assert.Single(report.Problems);
        Assert.Equal((2L, "body.model"), (problem.Line, problem.Field));
        Assert.Contains("another than on line 1", problem.Message, StringComparison.Ordinal);
        Assert.Null(report.Model);
    }

    [Fact]
    public async Task A_model_may_be_written_with_escapes()
    {
        FileCheckReport report = await Check.BatchAsync(Check.Request("a", "x\\/y"), Check.Request("b", "x/y"));
        Assert.True(report.IsValid);
        Assert.Equal("x/y", report.Model);
    }

    [Fact]
    public async Task A_file_for_transcriptions_needs_no_messages()
    {
        byte[] content = "{\"custom_id\":\"a\",\"body\":{\"model\":\"whisper\",\"file\":\"https://example.test/a.wav\"}}"u8.ToArray();
        FileCheckReport report = await Check.BytesAsync(content, FilePurpose.BatchApi, new() { Endpoint = BatchEndpoint.AudioTranscriptions });
        Assert.True(report.IsValid);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_a_byte_order_mark_are_told_of()
    {
        FileCheckReport report = await Check.BytesAsync([0xEF, 0xBB, 0xBF, .. "{}\n{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8], FilePurpose.BatchApi);
        Assert.Equal(2, report.Problems.Count);
        Assert.StartsWith("The file begins with a byte order mark", report.Problems[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("The line is not UTF-8.", report.Problems[1].Message, StringComparison.Ordinal);
    }
}
