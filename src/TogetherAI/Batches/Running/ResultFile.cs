using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>Files of results on this machine: lines as the service writes them, and lines of the run's own for what it did not write.</summary>
internal static class ResultFile
{
    /// <summary>What the name of a file ends with that is not yet written to its end.</summary>
    public const string Unfinished = ".tmp";

    private const int LongestLine = 1 << 30;

    /// <summary>Goes through the results of a file, one in memory at a time.</summary>
    public static async IAsyncEnumerable<BatchResult> ReadAsync(string path, BatchWork work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            LineReader lines = new(file);
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
                yield return work.Read(line, Path.GetFileName(path));
        }
    }

    /// <summary>Goes through the lines of a file, one in memory at a time, however long one is that a process with other options wrote.</summary>
    public static async IAsyncEnumerable<Line> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            LineReader lines = new(file, LongestLine);
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
                yield return line;
        }
    }

    /// <summary>Writes a file in one go: it is there whole or not at all. Its content is on the disk; its name is once the folder is flushed.</summary>
    public static async Task WriteAsync(string path, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        FileStream file = new(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 128 * 1024, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            await foreach (ReadOnlyMemory<byte> line in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await file.WriteAsync(line, cancellationToken).ConfigureAwait(false);
                file.WriteByte((byte)'\n');
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(path + Unfinished, path, overwrite: true);
    }

    public static byte[] Error(string customId, string message, string code, string? field = null) => Line(customId, json =>
    {
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, message);
        json.WriteString("code"u8, code);
        if (field is not null)
            json.WriteString("param"u8, field);
        json.WriteEndObject();
    });

    public static byte[] Answer(string customId, ReadOnlyMemory<byte> body) => Line(customId, json =>
    {
        json.WriteStartObject("response"u8);
        json.WriteNumber("status_code"u8, 200);
        json.WritePropertyName("body"u8);
        using JsonDocument document = JsonDocument.Parse(body); // an answer may be spread over lines; a result has one
        document.RootElement.WriteTo(json);
        json.WriteEndObject();
    });

    /// <summary>The id of a line of a batch's input, or of a result of the run's own: each begins with it.</summary>
    public static string IdOf(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader json = new(line);
        json.Read();
        json.Read();
        json.Read();
        return json.GetString()!;
    }

    /// <summary>The body of a line of a batch's input: the last of what is in it.</summary>
    public static ReadOnlyMemory<byte> BodyOf(ReadOnlyMemory<byte> line)
    {
        Utf8JsonReader json = new(line.Span, LineCheck.Json);
        json.Read();
        while (json.Read() && !json.ValueTextEquals("body"u8))
        {
            json.Read();
            json.Skip();
        }

        json.Read();
        return line[(int)json.TokenStartIndex..^1];
    }

    private static byte[] Line(string customId, Action<Utf8JsonWriter> write)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            json.WriteString("custom_id"u8, customId);
            write(json);
            json.WriteEndObject();
        }

        return line.ToArray();
    }
}
