using System.Text;

namespace TogetherAI.Tests.Advice;

public class TrafficLogTests
{
    [Theory]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n")]
    [InlineData("Created At;Completion Tokens;Prompt-Tokens;Comment\r\n2023-11-16T18:17:03.97996Z;10;4808;\"a;b\nc \"\"d\"\"\"\r\n")]
    [InlineData("\uFEFFoutput_tokens\tinput_tokens\ttime\n10\t4808\t2023-11-16T19:17:03.97996+01:00\n\n")]
    [InlineData("arrival_time_ms,num_prefill_tokens,num_decode_tokens\n1700158623979.96,4808.0,10.0")]
    [InlineData("ts,prompt_len,output_len\n1700158623.97996,4808,10\n")]
    [InlineData("""{"timestamp":"2023-11-16T18:17:03.97996Z","usage":{"prompt_tokens":4808,"completion_tokens":10},"messages":[{"prompt_tokens":1}]}""")]
    [InlineData("{\"created\":1700158623.97996,\"prompt_tokens\":\"4808\",\"completion_tokens\":10,\"background\":null}\n\n")]
    public async Task Logs_of_many_makes_are_read(string log)
    {
        TrafficRecord record = Assert.Single(await ReadAsync(log));
        DateTimeOffset expected = new(2023, 11, 16, 18, 17, 3, TimeSpan.Zero);
        Assert.Equal(979.96, (record.At - expected).TotalMilliseconds, 0.01);
        Assert.Equal((4808, 10), (record.PromptTokens, record.CompletionTokens));
        Assert.Equal((null, null, null), (record.TimeToFirstToken, record.Duration, record.NobodyWaits));
    }

    [Theory]
    [InlineData("ttft_ms", "700", "latency (s)", "1.25")]
    [InlineData("time_to_first_token_seconds", "0.7", "duration", "1250ms")]
    [InlineData("TTFT", "00:00:00.7", "e2e_us", "1250000")]
    public async Task Times_have_their_unit_in_the_name_or_beside_the_number(string first, string firstValue, string whole, string wholeValue)
    {
        TrafficRecord record = Assert.Single(await ReadAsync($"time,prompt_tokens,completion_tokens,{first},{whole},background\n1700000000,1,2,{firstValue},{wholeValue},yes\n"));
        Assert.Equal((TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(1250), true), (record.TimeToFirstToken, record.Duration, record.NobodyWaits));
    }

    [Theory]
    [InlineData("time,prompt,completion_tokens\n1,2,3\n", 1, 1, "prompt's length")]
    [InlineData("time,prompt_tokens,completion_tokens\n1700000000,2,3\n1700000001,,3\n", 3, 12, "prompt_tokens is empty")]
    [InlineData("time,prompt_tokens,completion_tokens\n1700000000,2,many\n", 2, 14, "completion_tokens is 'many'; it takes a whole number")]
    [InlineData("time,prompt_tokens,completion_tokens\n1700000000,2,-3\n", 2, 14, "0 or more")]
    [InlineData("time,prompt_tokens,completion_tokens\n1700000000,2\n", 2, 12, "it has 2 values, the header 3")]
    [InlineData("time,prompt_tokens,completion_tokens\n31/01/2026 10:00,2,3\n", 2, 1, "2026-01-31T09:00:00Z")]
    [InlineData("time,prompt_tokens,completion_tokens,ttft\n1700000000,2,3,0.7\n", 2, 16, "name the column ttft_ms or ttft_s")]
    [InlineData("time,prompt_tokens,completion_tokens,batch\n1700000000,2,3,maybe\n", 2, 16, "true or false")]
    [InlineData("time,prompt_tokens,completion_tokens,note\n1700000000,2,3,\"oh\nno\n", 2, 1, "never closed")]
    [InlineData("{\"time\":1700000000,\"prompt_tokens\":2}\n", 1, 1, "the answer's length")]
    [InlineData("{\"time\":1700000000,\"prompt_tokens\":1.5,\"completion_tokens\":2}\n", 1, 36, "a whole number")]
    [InlineData("{\"time\":1700000000,\"prompt_tokens\":2,\"completion_tokens\":3}\n{\"time\":17x}\n", 2, 11, "not a JSON object")]
    public async Task What_cannot_be_read_is_said_with_its_place_and_the_remedy(string log, long line, int column, string says)
    {
        TrafficLogException e = await Assert.ThrowsAsync<TrafficLogException>(() => ReadAsync(log));
        Assert.Equal((line, column), (e.Line, e.Column));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.StartsWith(FormattableString.Invariant($"Line {line}, column {column}: "), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_columns_that_fit_the_plainer_name_is_taken()
    {
        TrafficRecord record = Assert.Single(await ReadAsync("created_at,output_tokens,timestamp,completion_tokens,prompt_tokens\n1,7,1700000000,8,9\n"));
        Assert.Equal((1_700_000_000, 8), (record.At.ToUnixTimeSeconds(), record.CompletionTokens));
    }

    [Fact]
    public async Task One_model_of_several_can_be_read()
    {
        const string Log = "time,model,prompt_tokens,completion_tokens\n1700000000,a,1,1\n1700000001,b,2,2\n1700000002,a,3,3\n";
        Assert.Equal([1, 3], (await ReadAsync(Log, new() { Model = "a" })).Select(static record => record.PromptTokens));
        TrafficLogException e = await Assert.ThrowsAsync<TrafficLogException>(() => ReadAsync("time,prompt_tokens,completion_tokens\n1,2,3\n", new() { Model = "a" }));
        Assert.Contains("the model, which is asked for", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_becomes_a_profile_and_an_empty_one_an_error()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("log.csv");
        await File.WriteAllTextAsync(path, "time,prompt_tokens,completion_tokens\n1700000000,10,20\n1700000060,30,40\n");
        TrafficProfile profile = await TrafficLog.ProfileAsync(path);
        Assert.Equal((2, 40, 60, 1 / 60.0), (profile.Requests, profile.PromptTokens.Total, profile.CompletionTokens.Total, profile.Hours));
        await File.WriteAllTextAsync(path, "time,prompt_tokens,completion_tokens\n");
        Assert.Contains("no request", (await Assert.ThrowsAsync<TrafficLogException>(() => TrafficLog.ProfileAsync(path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_is_read_no_further_than_a_buffer_ahead()
    {
        await using RepeatedStream log = new("time,prompt_tokens,completion_tokens\n", "1700000000,2,3\n", times: 100_000);
        int read = 0;
        await foreach (TrafficRecord record in TrafficLog.ReadAsync(log))
            Assert.InRange(log.Given - (++read * 15), 0, 70_000);
        Assert.Equal(100_000, read);
    }

    private static async Task<List<TrafficRecord>> ReadAsync(string log, TrafficLogOptions? options = null)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(log));
        List<TrafficRecord> records = [];
        await foreach (TrafficRecord record in TrafficLog.ReadAsync(stream, options))
            records.Add(record);
        return records;
    }

    private sealed class RepeatedStream(string head, string line, int times) : MemoryStream
    {
        private readonly byte[] _line = Encoding.UTF8.GetBytes(line);
        private byte[] _current = Encoding.UTF8.GetBytes(head);
        private int _at;
        private int _left = times;

        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at == _current.Length)
            {
                if (_left-- <= 0)
                    return new ValueTask<int>(0);
                (_current, _at) = (_line, 0);
            }

            int count = Math.Min(buffer.Length, _current.Length - _at);
            _current.AsSpan(_at, count).CopyTo(buffer.Span);
            _at += count;
            Given += count;
            return new ValueTask<int>(count);
        }
    }
}
