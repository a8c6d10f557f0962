using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace TogetherAI.Benchmarks.Batches;

/// <summary>
/// The check of a file for batches, against the least that a check could do: Utf8JsonReader over every token of every line of the same file, read in
/// the same blocks. The two take turns; the best of each counts.
/// </summary>
internal static class CheckGoal
{
    private const double Goal = 0.5;
    private const int Turns = 3;
    private const int BlockSize = 1 << 20;

    public static async Task PrintAsync(long megabytes, TextWriter output)
    {
        string path = Path.Combine(Path.GetTempPath(), $"togetherai-check-{Guid.NewGuid():N}.jsonl");
        try
        {
            int lines = Write(path, megabytes * 1_000_000);
            using TogetherClient client = new(new TogetherClientOptions { ApiKey = "k" });
            FileCheckOptions options = new() { MaxRequests = int.MaxValue, MaxBatchBytes = long.MaxValue };
            TimeSpan alone = TimeSpan.MaxValue;
            TimeSpan check = TimeSpan.MaxValue;
            for (int turn = 0; turn < Turns; turn++)
            {
                long started = Stopwatch.GetTimestamp();
                await ReadAsync(path);
                alone = Least(alone, Stopwatch.GetElapsedTime(started));
                started = Stopwatch.GetTimestamp();
                FileCheckReport report = await client.Files.CheckAsync(path, FilePurpose.BatchApi, options);
                check = Least(check, Stopwatch.GetElapsedTime(started));
                if (report.Problems.Count > 0 || report.Lines != lines)
                    throw new InvalidOperationException($"The file is good, and the check says: {report}");
            }

            using Process process = Process.GetCurrentProcess();
            await output.WriteLineAsync(FormattableString.Invariant(
                $"{lines:N0} lines, {new FileInfo(path).Length / 1e6:N0} MB: check {check.TotalSeconds:0.00} s, Utf8JsonReader alone {alone.TotalSeconds:0.00} s, speed {alone / check:0.00}; goal at least {Goal}: {(alone / check >= Goal ? "met" : "NOT MET")}; peak {process.PeakWorkingSet64 / 1e6:N0} MB"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // By hand: BatchFileWriter remembers the ids, and that would be the peak.
    private static int Write(string path, long bytes)
    {
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: BlockSize);
        int lines = 0;
        while (file.Position < bytes)
        {
            file.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{{\"custom_id\":\"review-{++lines}\",\"body\":")));
            file.Write(JsonSerializer.SerializeToUtf8Bytes(Row.Of(lines).Ask(), TogetherJsonContext.Default.ChatRequest));
            file.Write("}\n"u8);
        }

        return lines;
    }

    private static async Task ReadAsync(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        byte[] block = new byte[BlockSize];
        int kept = 0;
        while (await file.ReadAsync(block.AsMemory(kept)) is > 0 and int count)
        {
            ReadOnlyMemory<byte> left = block.AsMemory(0, kept + count);
            for (int end; (end = left.Span.IndexOf((byte)'\n')) >= 0; left = left[(end + 1)..])
                Read(left.Span[..end]);
            kept = left.Length;
            left.CopyTo(block);
        }
    }

    private static void Read(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader json = new(line);
        while (json.Read())
        {
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
