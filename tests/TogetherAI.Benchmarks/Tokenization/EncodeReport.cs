using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Benchmarks.Tokenization;

/// <summary>How fast a text becomes tokens, beside how fast the same text is read as JSON.</summary>
internal static class EncodeReport
{
    private const int Rounds = 7;

    /// <param name="tokenizers">Paths of <c>tokenizer.json</c> files.</param>
    /// <param name="texts">Paths of files whose text is encoded, repeated to 4 MB.</param>
    /// <param name="report">Gets a line for each tokenizer.</param>
    public static async Task PrintAsync(IEnumerable<string> tokenizers, IEnumerable<string> texts, TextWriter report)
    {
        StringBuilder all = new();
        string[] read = [.. await Task.WhenAll(texts.Select(static path => File.ReadAllTextAsync(path)))];
        while (all.Length < 4_000_000)
        {
            foreach (string text in read)
                all.Append(text);
        }

        string[] paragraphs = all.ToString().Split("\n\n");
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(paragraphs);
        double megabytes = paragraphs.Sum(static one => Encoding.UTF8.GetByteCount(one)) / 1e6;
        foreach (string path in tokenizers)
        {
            Tokenizer tokenizer = Tokenizer.Parse(await File.ReadAllBytesAsync(path));
            double ours = double.MaxValue, theirs = double.MaxValue;
            long tokens = 0;
            for (int round = 0; round < Rounds; round++)
            {
                long started = Stopwatch.GetTimestamp();
                tokens = 0;
                foreach (string paragraph in paragraphs)
                    tokens += tokenizer.Encode(paragraph).Length;
                ours = Math.Min(ours, Stopwatch.GetElapsedTime(started).TotalSeconds);
                started = Stopwatch.GetTimestamp();
                ReadStrings(json);
                theirs = Math.Min(theirs, Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            await report.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{(megabytes / ours >= 20 ? "met" : "NOT MET")} encode {Path.GetFileName(Path.GetDirectoryName(path))} {megabytes / ours:F1} MB/s of text, {tokens / ours / 1e6:F1} M tokens/s (goal ≥ 20 MB/s); {ours / theirs:F1} × the time of Utf8JsonReader"));
        }
    }

    private static long ReadStrings(byte[] json)
    {
        Utf8JsonReader reader = new(json);
        long length = 0;
        while (reader.Read())
            length += reader.TokenType == JsonTokenType.String ? reader.GetString()!.Length : 0;
        return length;
    }
}
