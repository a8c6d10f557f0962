using System.Text;

namespace TogetherAI.Tests.Files.Checking;

/// <summary>Sizes: of lines, of files, of what is read at a time.</summary>
public class CheckLimitsTests
{
    [Fact]
    public async Task An_empty_file_is_told_of() =>
        Assert.Equal("The file is empty.", Assert.Single((await Check.BatchAsync()).Problems).ToString());

    [Fact]
    public async Task Too_many_requests_and_too_many_bytes_are_told_of()
    {
        byte[] content = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 3).Select(i => Check.Request($"id{i}"))));
        FileCheckReport report = await Check.BytesAsync(content, FilePurpose.BatchApi, new() { MaxRequests = 2, MaxBatchBytes = 100 });
        Assert.Equal(2, report.Problems.Count);
        Assert.Contains(report.Problems, problem => problem.Message.Contains("more than the 100 that", StringComparison.Ordinal));
        Assert.Contains(report.Problems, problem => problem.Message.Contains("3 requests, more than the 2", StringComparison.Ordinal));
        Assert.True((await Check.BytesAsync(content, FilePurpose.BatchApi, new() { MaxRequests = 3, MaxBatchBytes = content.Length })).IsValid);
    }

    [Theory]
    [InlineData(200, true)] // within a block
    [InlineData(3_000_000, true)] // over several of them
    [InlineData(3_000_000, false)] // and as the last of the file
    public async Task A_line_that_is_too_long_is_told_of_once_and_passed_over(int length, bool goesOn)
    {
        string text = Check.Request("a") + "\n" + new string('x', length) + (goesOn ? "\n" + Check.Request("b") + "\n7" : "");
        FileCheckReport report = await Check.BytesAsync(Encoding.UTF8.GetBytes(text), FilePurpose.BatchApi, new() { MaxLineBytes = 199 });
        Assert.Equal(goesOn ? [2L, 4L] : [2L], report.Problems.Select(problem => problem.Line));
        Assert.Contains("longer than 199 bytes", report.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_ends_with_the_last_problem_it_may_tell()
    {
        FileCheckReport report = await Check.BytesAsync(
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1\n", 1000))), FilePurpose.BatchApi, new() { MaxProblems = 3 });
        Assert.Equal((3, 3L, false), (report.Problems.Count, report.Lines, report.IsComplete));
    }

    [Fact]
    public async Task A_line_is_the_same_wherever_the_reads_cut_it()
    {
        byte[] content = Encoding.UTF8.GetBytes($"{Check.Request("\u00e4\ud83d\ude00")}\r\n{{\"custom_id\":\"\u00e4\", 1}}\n{Check.Request("c")}");
        for (int piece = 1; piece < content.Length; piece++)
        {
            FileCheckReport report = await Check.StreamAsync(new SlowStream(content, piece), FilePurpose.BatchApi);
            FileProblem problem = Assert.Single(report.Problems);
            Assert.Equal((2L, 19, 3L), (problem.Line, problem.Column, report.Lines));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Repeated_keys_are_found_whether_they_fit_in_memory_or_not(int runLength)
    {
        using TemporaryFolder folder = new();
        ProblemList problems = new(limit: 1000);
        using (KeyIndex index = new(folder.At(""), runLength))
        {
            for (int line = 1; line <= 500; line++)
                index.Add(BitConverter.GetBytes(line % 450), line); // 451 to 500 repeat 1 to 50
            index.ReportRepeated(problems, "custom_id");
        }

        Assert.Equal(Enumerable.Range(451, 50).Select(line => (long)line), problems.InOrder().Select(problem => problem.Line));
        Assert.All(problems.InOrder(), problem => Assert.Contains($"on line {problem.Line - 450};", problem.Message, StringComparison.Ordinal));
        Assert.Empty(folder.Names); // the runs are gone
    }

    private sealed class SlowStream(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
